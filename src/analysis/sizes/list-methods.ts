/** Methods of lists, maps and sets that give as many as they are called on, or fewer. */
export const keepingSize: ReadonlySet<string> = new Set([
  'map', 'filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'flat', 'fill', 'values', 'keys', 'entries', 'toArray', 'with', 'finally', 'catch', 'lean', 'exec', 'compact', 'uniq', 'uniqBy', 'value',
]);

/** Methods that make something else of a list, a text or a promise. */
export const reshaping: ReadonlySet<string> = new Set(['slice', 'splice', 'concat', 'flatMap', 'then', 'split', 'match', 'matchAll', 'json', 'reduce', 'join', 'find']);

/** Functions of lodash and its likes whose first argument is the list. */
export const ofLists: ReadonlySet<string> = new Set([
  'map', 'filter', 'reject', 'uniq', 'uniqBy', 'uniqWith', 'compact', 'sortBy', 'orderBy', 'difference', 'differenceBy', 'intersection', 'without', 'shuffle', 'flatten', 'flattenDeep', 'reverse', 'keyBy', 'groupBy', 'mapValues', 'keys', 'values', 'entries', 'toPairs', 'clone', 'cloneDeep',
]);

/** Of those, what cuts it to a length. */
export const cutting: ReadonlySet<string> = new Set(['take', 'takeRight', 'sampleSize', 'first', 'head', 'slice']);

export const listLibraries: ReadonlySet<string> = new Set(['lodash', 'lodash-es', 'underscore', 'remeda', 'radash', 'es-toolkit']);

/** Methods that add to a list, a set or a map. */
export const adding: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set']);

/** Methods that call a function with each element, and which parameter that is. */
export const iterating: Readonly<Record<string, number>> = { map: 0, forEach: 0, flatMap: 0, filter: 0, some: 0, every: 0, find: 0, reduce: 1 };
