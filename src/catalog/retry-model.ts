/** A call that has something tried again, or a client that does so by itself. */
export interface RetryModel {
  /** The call that is told to: `''` for the export itself, `backOff`, `Queue.add`. Of `requests` the calls of the client that are tried again. */
  readonly path: string;
  /**
   * - `work`: it runs a function that it is given.
   * - `requests`: a client repeats its requests.
   * - `jobs`: a queue runs a job again.
   */
  readonly of: 'work' | 'requests' | 'jobs';
  /** Which argument is the function, of `work`. */
  readonly work?: number;
  /**
   * How often: the places of the option, of which the first that is set counts, and what holds without. `arg1.retries` is a property of the
   * call's argument; of `requests` the places are those of deadlines, such as `client.maxRetries`.
   */
  readonly attempts: { readonly at: readonly string[]; readonly default: number | 'endless'; readonly are: 'retries' | 'attempts' };
  /** Options that make it endless when they are true. */
  readonly endless?: readonly string[];
  /** Options that end it in another way: a time, a signal. */
  readonly ends?: readonly string[];
  /** Only where one of these options is set it is a retry that somebody asked for. */
  readonly asked?: readonly string[];
  readonly wait?: RetryWait;
  /** Options with which the error is looked at. */
  readonly filter?: readonly string[];
  /** It looks at the error by itself, and repeats only what can succeed. */
  readonly selects?: true;
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}

/** How long it waits between two attempts. */
export interface RetryWait {
  /** Without any setting. */
  readonly rate: 'none' | 'constant' | 'linear' | 'exponential';
  /** Its longest wait: an option, and what holds without it. Milliseconds. */
  readonly max?: { readonly at: readonly string[]; readonly default: number | 'none' };
  /** Chance: always, or by an option that is `on` with this value. */
  readonly random?: true | { readonly at: readonly string[]; readonly on: boolean | string; readonly default: boolean };
  /** An option with a function that says how long, and which of its parameters is the number of the attempt. */
  readonly own?: { readonly at: readonly string[]; readonly attempt: number };
  /** What the option with the wait may hold that the library makes: `exponentialDelay`, `new ExponentialBackoff()`. */
  readonly made?: { readonly at: readonly string[]; readonly are: Readonly<Record<string, { readonly rate: 'constant' | 'linear' | 'exponential'; readonly random?: true; readonly max?: number }>> };
  /** An option that is a time, or an object that names the kind of wait, `{ type: 'exponential', delay: 1000 }`, with what each name means. Another name is one that the project registers. */
  readonly named?: { readonly at: readonly string[]; readonly name: string; readonly time: string; readonly rates: Readonly<Record<string, 'constant' | 'exponential'>> };
  /** Options that set a wait of some kind, without which there is none. */
  readonly set?: readonly string[];
}
