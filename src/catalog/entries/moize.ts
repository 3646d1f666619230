import { defineEntry } from '../types.js';

/** Makes functions remember their results. */
export default defineEntry({
  id: 'moize',
  name: 'moize',
  packages: ['moize'],
  caches: [
    ...['infinite', 'moize.infinite'].map((path) => ({ path, is: 'results' as const, noun: 'function', bounds: [{ at: 'arg1.maxSize' }, { at: 'arg1.maxAge' }], advice: 'Set maxSize.', source: 'moize@6.1.7 src/index.ts:291 (maxSize: Infinity)', verified: '6.1.7' })),
    ...['', 'moize'].flatMap((path) => [
      { path, is: 'results' as const, noun: 'function', bounds: [{ at: 'arg1.maxSize' }, { at: 'arg1.maxAge' }], otherwise: 'one result, the last', advice: 'Set a finite maxSize.', versions: '>=6', source: 'moize@6.1.7 src/constants.ts:18 (maxSize: 1)', verified: '6.1.7' },
      { path, is: 'results' as const, noun: 'function', bounds: [{ at: 'arg1.maxSize' }, { at: 'arg1.maxAge' }], advice: 'Set maxSize.', versions: '<6', source: 'moize@5.4.7 lib/constants.js:21 (maxSize: Infinity)', verified: '5.4.7' },
    ]),
  ],
});
