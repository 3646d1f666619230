/** A call that makes a queue, or that has messages handed to the process. */
export interface QueueModel {
  /** With parentheses the call that makes it, `new Queue()`; without them a method: `Channel.consume`. */
  readonly path: string;
  /**
   * - `memory`: tasks wait in the process until it is their turn.
   * - `jobs`: a server keeps jobs for workers.
   * - `consumer`: a broker hands messages to a function.
   */
  readonly is: 'memory' | 'jobs' | 'consumer';
  /** What messages call it: `queue`, `limiter`. */
  readonly noun: string;
  /** Methods that add to it, with the settings of one job that remove it when it is done: `add`, `arg2.removeOnComplete`. */
  readonly adds?: readonly string[];
  /** Settings that bound it: how many may wait, that finished jobs are removed, how many messages come before earlier ones are done. */
  readonly bounds?: readonly string[];
  readonly boundsOfEach?: readonly string[];
  /** Calls elsewhere whose settings bound it as well: `new Worker()` with `arg2.removeOnComplete`. */
  readonly boundsBy?: readonly { readonly path: string; readonly at: string }[];
  /** Methods and properties that say how much waits, wait until there is room, or make room. */
  readonly asks?: readonly string[];
  /** What bounds it where nothing is set, as a phrase. */
  readonly otherwise?: string;
  /** Where it is said how often a job is tried. */
  readonly attempts?: { readonly at: readonly string[]; readonly ofEach: readonly string[] };
  /** Settings that are meant to bound it and do nothing here. */
  readonly ignores?: readonly { readonly at: string; readonly instead: string }[];
  /** What to do. */
  readonly advice: string;
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}

/** Work that takes seconds, or a processor, and whose result the caller seldom needs at once. */
export interface SlowWorkModel {
  readonly path: string;
  /** `sends a letter`, `starts a browser`. */
  readonly does: string;
  /** What is slow about it: it asks another server that takes its time, or it works here. */
  readonly by: 'other side' | 'processor';
  readonly packages?: readonly string[];
  readonly versions?: string;
  readonly source: string;
}
