import { defineEntry } from '../types.js';

/** What the language itself makes promises of. */
export default defineEntry({
  id: 'promise-statics',
  name: 'Promise',
  packages: ['globalThis'],
  promises: [
    { path: 'Promise.all|race|any|reject|try', source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise#static_methods', verified: 'Node 20.20.2' },
    { path: 'Promise.allSettled', settles: true, source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/allSettled (never rejects)', verified: 'Node 20.20.2' },
    { path: 'Promise.resolve', source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/resolve' },
    { path: 'Array.fromAsync', source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Array/fromAsync' },
  ],
});
