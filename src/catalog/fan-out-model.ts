/** A call of a library that does work for each element of a list, many at a time. */
export interface FanOutModel {
  readonly path: string;
  /** The argument that is the list, and the one that is the work. Without work the list holds functions. */
  readonly list: number;
  readonly work?: number;
  /** What says how many at a time: `arg2.concurrency`, `arg1`. Absent: nothing does. */
  readonly limit?: string;
  /** One at a time, or a few, whatever it is given. */
  readonly limited?: true;
  readonly packages?: readonly string[];
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  readonly verified?: string;
}
