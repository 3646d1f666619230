/** A call of a library of feature flags. */
export interface FlagModel {
  /** With parentheses the call that makes a client, `new Unleash()`; without them a function or method. */
  readonly path: string;
  /**
   * - `asks`: gives the value of a flag.
   * - `starts`: makes the client that keeps the flags up to date.
   * - `provides`: says where the flags come from, for a library that has none itself.
   * - `waits`: waits until the flags are there.
   */
  readonly does: 'asks' | 'starts' | 'provides' | 'waits';
  /** Where `true` switches the service of the flags off, so that each is its default for ever: `arg1.offline`. */
  readonly off?: string;
  /** `waits`: where its longest time stands. Without one it waits for ever while the service of the flags is away. */
  readonly deadline?: string;
  /** `asks`: without a call that provides, each flag is its default. */
  readonly needsProvider?: true;
  /** `provides`: names of classes whose flags are written in the code. */
  readonly fixed?: readonly string[];
  /** What to do. */
  readonly advice?: string;
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}

/** A call of a library that tells people of errors. */
export interface TrackerModel {
  /** With parentheses the call that makes it, `new Rollbar()`; without them a function or method. */
  readonly path: string;
  /** `starts`: from here on it hears of errors; `tells`: it is told of one, or made to hear those of a framework. */
  readonly does: 'starts' | 'tells';
  /** Where the address or the key stands; an empty one sends nothing. */
  readonly key?: string;
  /** Settings by which nothing is sent, with the value that does so. */
  readonly off?: readonly { readonly at: string; readonly is: string | number | boolean }[];
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}
