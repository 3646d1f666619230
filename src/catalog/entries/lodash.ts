import { defineEntry } from '../types.js';

const asked = 'filter|reject|find|findLast|findIndex|findLastIndex|findKey|findLastKey|some|any|every|all|partition|remove|takeWhile|takeRightWhile|dropWhile|dropRightWhile|pickBy|omitBy';
const keyed = 'sortBy|sortedIndexBy|groupBy|countBy|keyBy|indexBy|uniqBy|minBy|maxBy|sumBy|meanBy';
const each = 'forEach|each|forEachRight|eachRight|forIn|forInRight|forOwn|forOwnRight';

/** lodash and underscore: functions that are called for each item, asked about it, or called later. None of them waits for a promise. */
export default defineEntry({
  id: 'lodash',
  name: 'lodash',
  packages: ['lodash', 'lodash-es', 'underscore'],
  types: {
    // `_(list).filter(…)`, `_.chain(list).map(…)`
    Chain: { is: ['()', 'chain()', `Chain.map|flatMap|sort|reverse|compact|uniq|values|keys|slice|${asked}|${keyed}()`] },
  },
  caches: [{ path: 'memoize', is: 'results', noun: 'function', bounds: [], advice: 'Use a memoizer with a maximum, such as memoizee with max, or an lru-cache.', source: 'lodash@4.18.1 lodash.js, memoize (a MapCache without a limit, by the first argument); underscore keeps its results in an object', verified: '4.18.1' }],
  callbacks: [
    { path: each, from: 1, promise: 'dropped', source: 'lodash@4.18.1 lodash.js:526-536 (what the function gives is compared with false)', verified: '4.18.1' },
    { path: `Chain.${each}|tap`, from: 0, promise: 'dropped', source: 'lodash@4.18.1 lodash.js:526-536', verified: '4.18.1' },
    { path: asked, from: 1, promise: 'taken-for-true', source: 'lodash@4.18.1 lodash.js:589-601 (a promise is true)', verified: '4.18.1' },
    { path: `Chain.${asked}`, from: 0, promise: 'taken-for-true', source: 'lodash@4.18.1 lodash.js:589-601', verified: '4.18.1' },
    { path: keyed, from: 1, promise: 'taken-for-true', source: 'lodash@4.18.1 lodash.js:3765-3795 (promises are no keys: all are alike, or all differ)', verified: '4.18.1' },
    { path: 'delay|defer', from: 0, promise: 'dropped', source: 'lodash@4.18.1 lodash.js:2793-2798 (a timer)', verified: '4.18.1' },
    // Who calls the function that is made gets the promise of the call before, and nobody gets that of the last one.
    { path: 'debounce|throttle', from: 0, promise: 'dropped', source: 'lodash@4.18.1 lodash.js:10426-10495 (trailingEdge, in a timer)', verified: '4.18.1' },
    { path: 'once|before|bind|bindKey|partial|partialRight|unary|ary|rest|memoize', from: 0, promise: 'given-back', source: 'lodash@4.18.1 lodash.js:10403-10540 (the function that it makes gives the last result)', verified: '4.18.1' },
  ],
});
