/** A function of a package that keeps what another one gave, so that it runs once, or once for each key. */
export interface MemoizerModel {
  /** Module specifiers. */
  readonly packages: readonly string[];
  /** Exports; `default` is the package itself. */
  readonly names: readonly string[];
  /** A promise that rejects is forgotten: always, or where one of these options is true. */
  readonly forgets?: 'always' | readonly string[];
  readonly source: string;
  readonly verified: string;
}

export const memoizers: readonly MemoizerModel[] = [
  { packages: ['lodash', 'lodash-es', 'underscore', 'es-toolkit', 'es-toolkit/function', 'es-toolkit/compat'], names: ['memoize', 'once'], source: 'lodash@4.18.1 memoize.js (the result is kept, whatever it is)', verified: 'lodash 4.18.1, underscore 1.13.8, es-toolkit 1.53.2' },
  { packages: ['lodash/memoize', 'lodash/once', 'lodash-es/memoize', 'lodash-es/once', 'lodash/memoize.js', 'lodash/once.js', 'lodash.memoize', 'lodash.once'], names: ['default'], source: 'lodash@4.18.1 memoize.js, once.js', verified: 'lodash.memoize 4.1.2, lodash.once 4.1.1' },
  { packages: ['ramda'], names: ['memoizeWith', 'once'], source: 'ramda@0.32.0 src/memoizeWith.js', verified: '0.32.0' },
  { packages: ['memoize-one', 'memoize', 'onetime', 'fast-memoize'], names: ['default'], source: 'memoize-one@6.0.0 (only what is thrown is not kept), memoize@10.2.0, onetime@7.0.0, fast-memoize@2.5.2', verified: '6.0.0, 10.2.0, 7.0.0, 2.5.2' },
  { packages: ['memoizee'], names: ['default'], forgets: ['promise', 'async'], source: 'https://www.npmjs.com/package/memoizee#promise-returning-functions', verified: '0.4.17' },
  { packages: ['moize'], names: ['default'], forgets: ['isPromise'], source: 'https://www.npmjs.com/package/moize#ispromise', verified: '6.1.7' },
  { packages: ['micro-memoize'], names: ['default', 'memoize'], forgets: ['async', 'isPromise'], source: 'https://www.npmjs.com/package/micro-memoize', verified: '5.2.0' },
  { packages: ['nano-memoize'], names: ['default', 'nanomemoize'], source: 'nano-memoize@3.0.16', verified: '3.0.16' },
  { packages: ['p-memoize', 'promise-memoize'], names: ['default'], forgets: 'always', source: 'p-memoize@8.0.0 (a rejection is not cached)', verified: 'p-memoize 4, 5, 6 and 8.0.0, promise-memoize 1.2.1' },
];
