/** A call that does its work on the main thread: nothing else of the process runs until it is done. */
export interface BlockingModel {
  /** `readFileSync|writeFileSync`, `sync()`. */
  readonly path: string;
  /** What it does meanwhile, for messages: `reads or writes a file`. */
  readonly does: string;
  /** `work` takes as long as data, disks or other processes make it; `question` is one that the file system answers as a rule at once, such as whether a file is there. */
  readonly takes: 'work' | 'question';
  /** What to do, in the imperative. */
  readonly instead: string;
  /** Given a function as its last argument, it goes on at once. */
  readonly callback?: true;
  /** Beginnings of a constant first argument with which it waits for nobody: `/proc/`. */
  readonly spared?: readonly string[];
  /** Of the packages of the entry only these. */
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
