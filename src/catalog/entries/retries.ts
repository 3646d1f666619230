import { defineEntry } from '../types.js';

const retry = {
  of: 'work',
  attempts: { at: ['arg1.retries', 'arg0.retries'], default: 10, are: 'retries' },
  endless: ['arg1.forever', 'arg0.forever'],
  ends: ['arg1.maxRetryTime', 'arg1.signal'],
} as const;

function waitOf(randomize: boolean) {
  return { rate: 'exponential', max: { at: ['arg1.maxTimeout', 'arg0.maxTimeout'], default: 'none' }, random: { at: ['arg1.randomize', 'arg0.randomize'], on: true, default: randomize } } as const;
}

/** Retries give the promise of the last attempt. */
export default defineEntry({
  id: 'retries',
  name: 'p-retry',
  packages: ['p-retry', 'async-retry', 'promise-retry', 'exponential-backoff', 'axios-retry', 'p-try', 'p-finally'],
  retries: [
    { ...retry, path: '', work: 0, wait: waitOf(false), filter: ['arg1.shouldRetry', 'arg1.onFailedAttempt'], packages: ['p-retry'], source: 'p-retry@7.1.1 index.js:36-45 (the wait), :52-58 (defaults); 10 attempts after the first, 1 s doubled without a maximum', verified: '7.1.1, 9.0.0' },
    { ...retry, path: '', work: 0, wait: waitOf(true), packages: ['async-retry'], source: 'async-retry@1.3.3 lib/index.js:7-10 (randomize), retry@0.13.1 lib/retry.js:18-22', verified: '1.3.3' },
    { ...retry, path: '', work: 0, wait: waitOf(false), filter: [], packages: ['promise-retry'], source: 'promise-retry@2.0.1 index.js:28 (options of retry), retry@0.13.1 lib/retry.js:18-22' },
    { path: 'backOff', of: 'work', work: 0, attempts: { at: ['arg1.numOfAttempts'], default: 10, are: 'attempts' }, wait: { rate: 'exponential', max: { at: ['arg1.maxDelay'], default: 'none' }, random: { at: ['arg1.jitter'], on: 'full', default: false } }, filter: ['arg1.retry'], packages: ['exponential-backoff'], source: 'exponential-backoff@3.1.3 dist/options.js:14-22' },
    { path: '', of: 'requests', attempts: { at: ['arg1.retries'], default: 3, are: 'retries' }, wait: { rate: 'none', own: { at: ['arg1.retryDelay'], attempt: 0 }, made: { at: ['arg1.retryDelay'], are: { exponentialDelay: { rate: 'exponential', random: true }, 'linearDelay()': { rate: 'linear' }, noDelay: { rate: 'constant' } } } }, selects: true, packages: ['axios-retry'], source: 'axios-retry@4.5.0 dist/cjs/index.js:77-82 (no delay), :84-89, :102-110', verified: '4.5.0' },
  ],
  promises: [
    { path: '', packages: ['p-retry', 'async-retry', 'promise-retry', 'p-try', 'p-finally'], source: 'p-retry@7.1.1 index.js:155; async-retry@1.3.3 lib/index.js:58', verified: 'async-retry 1.3.3' },
    { path: 'backOff', packages: ['exponential-backoff'], source: 'https://www.npmjs.com/package/exponential-backoff' },
  ],
});
