/** What refuses requests before the work for them is done. */
export interface GuardModel {
  /** The call that makes it; `''` for a plugin that is the export itself; the name of the class for a guard of Nest's. */
  readonly path: string;
  /** `too many`: of one client, 429. `overload`: of all, 503. `forged`: those that another site made a browser send. */
  readonly refuses: 'too many' | 'overload' | 'forged';
  /** `middleware`: the call gives it. `member`: it is a property of what a call gives. `plugin`: it is given to the app's `register`. `class`: it is bound as a guard. `check`: code that is about to do the work calls it. */
  readonly as: 'middleware' | 'member' | 'plugin' | 'class' | 'check';
  /** It does so only where this option of the call is set and not false. */
  readonly only?: string;
  /** Of a plugin: it guards all routes unless this option is false. Absent: it always guards all of them. */
  readonly global?: string;
  /** Of a plugin: what a route's `config` says to be guarded. */
  readonly perRoute?: string;
  /** A function that says which requests it lets through: one that lets all through switches it off. */
  readonly skips?: string;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** Work that somebody who sends many requests is after, or that costs more than a query. */
export interface CostModel {
  readonly path: string;
  /** `password`: it hashes or compares one. `mail`: a letter goes out. */
  readonly is: 'password' | 'mail';
  /** Only where its first argument is one of these texts: `authenticate('local')`. */
  readonly where?: readonly string[];
  /** Package and file with line, or documentation page. */
  readonly source: string;
}

/** What reads a body or an upload, and how much of it. */
export interface SizeLimitModel {
  /** The call that makes the reader, or that reads. */
  readonly path: string;
  /** What messages call it: `file`, `JSON body`. */
  readonly noun: string;
  /** Each of these bounds it, in bytes or as a text such as `10mb`. */
  readonly limits: readonly string[];
  /** Values that switch the limit off, besides `Infinity` and what is no number. */
  readonly off?: readonly (number | boolean | string)[];
  /** In bytes, what holds when nothing is set; `none` where nothing does. */
  readonly otherwise: number | 'none';
  /** It reads such bodies only where one of these is set: `arg0.multipart`. */
  readonly only?: readonly string[];
  /** Calls that may set the same options for the whole application: `MulterModule.register`. */
  readonly setBy?: readonly string[];
  /** Where it ends up: what is kept in memory ends the process, what is kept on disk fills that. */
  readonly into: 'memory' | 'disk' | 'code';
  /** What to set, in the imperative. */
  readonly advice: string;
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** What a library keeps in the process, or on its disk, that another instance of the service does not have. */
export interface LocalStateModel {
  /** The call that makes it, or the plugin that does. */
  readonly path: string;
  /** It is a plugin of Fastify, which `register` is given with its options. Default: a call. */
  readonly as?: 'plugin';
  readonly keeps: 'sessions' | 'rate limits' | 'connections' | 'uploads' | 'schedule';
  /** Options that put it where all instances see it. */
  readonly unless?: readonly string[];
  /** What does so in the settings that the factory of an asynchronous module gives: `storage`. */
  readonly unlessFactory?: string;
  /** Methods that do so when they are called on what the call gives. */
  readonly unlessCalled?: readonly string[];
  /** It is kept only where one of these options is set. */
  readonly when?: readonly string[];
  readonly versions?: string;
  /** What to do, in the imperative. */
  readonly advice: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
