/** What keeps entries in memory, and what bounds it. */
export interface CacheModel {
  /** The call that makes it, or that adds an entry: `''` for the export itself, `memoize`. */
  readonly path: string;
  /**
   * - `cache`: what the call gives is added to by its methods.
   * - `results`: the call gives a function that keeps a result for each key, which is its first argument, or all of them.
   * - `store`: the library adds entries by itself.
   * - `entry`: the call adds an entry to what the package holds; its first argument is the key.
   */
  readonly is: 'cache' | 'results' | 'store' | 'entry';
  /** What messages call it: `cache`, `session store`. */
  readonly noun: string;
  /** Each of them bounds it. */
  readonly bounds: readonly CacheBound[];
  /** What bounds it when nothing is set: `500 entries`. Absent: nothing does. */
  readonly otherwise?: string;
  /** Methods that add an entry, whose first argument is the key. */
  readonly adds?: readonly string[];
  /** Which argument of these gives the entry an end. */
  readonly expiry?: number;
  /** Methods that take out entries: one by its key, or all without one. */
  readonly removes?: readonly string[];
  /** It is made anew for each use where a function makes it: only one that a module makes is kept. */
  readonly perUse?: true;
  /** What to do, in the imperative. */
  readonly advice: string;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was seen. */
  readonly verified?: string;
}

/** A setting that bounds a cache. */
export interface CacheBound {
  /** `arg0.max`: a property of that argument; `arg0`: the argument itself, where it is no object of options. */
  readonly at: string;
  /** Values that bound nothing. `undefined`, `null` and `Infinity` never do. */
  readonly off?: readonly (number | boolean | string)[];
  /** Only this value bounds it: `cache: false`. */
  readonly only?: boolean;
  /** It drops an entry only when somebody asks for that entry again: entries that nobody asks for stay. */
  readonly lazy?: true;
}
