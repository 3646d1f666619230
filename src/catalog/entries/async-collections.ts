import { defineEntry } from '../types.js';

const source = 'https://caolan.github.io/async/v3/docs.html#collections';
const atOnce = ['each', 'forEach', 'map', 'filter', 'reject', 'detect', 'some', 'every', 'concat', 'eachOf', 'forEachOf', 'mapValues', 'groupBy', 'sortBy'];

/** async: work for each element of a list or object, with callbacks or promises. The plain names start all at once, `…Limit` as many as it is told, `…Series` one at a time. */
export default defineEntry({
  id: 'async',
  name: 'async',
  packages: ['async'],
  fanOuts: [
    { path: atOnce.join('|'), list: 0, work: 1, source, verified: '3.2.6' },
    { path: atOnce.map((name) => `${name}Limit`).join('|'), list: 0, work: 2, limit: 'arg1', source, verified: '3.2.6' },
    { path: atOnce.map((name) => `${name}Series`).join('|'), list: 0, work: 1, limited: true, source, verified: '3.2.6' },
    { path: 'parallel', list: 0, source: 'https://caolan.github.io/async/v3/module-ControlFlow.html#.parallel' },
    { path: 'parallelLimit', list: 0, limit: 'arg1', source: 'https://caolan.github.io/async/v3/module-ControlFlow.html#.parallelLimit' },
  ],
  queues: [
    { path: 'queue|priorityQueue|cargo|cargoQueue()', is: 'memory', noun: 'queue', adds: ['push', 'unshift', 'pushAsync', 'unshiftAsync'], asks: ['length', 'running', 'idle', 'saturated', 'unsaturated', 'drain', 'remove', 'kill'], advice: 'Refuse with 503 when queue.length() passes a limit', source: 'https://caolan.github.io/async/v3/docs.html#QueueObject (length(): how many wait; nothing limits it)' },
  ],
});
