/** Where something stands. Offsets count UTF-16 units in the text without its byte order mark; `file` is a posix path relative to the scanned root. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A replacement of one span by `text`. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Line and column as editors show them: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which the lines of `text` start; `\n`, `\r\n`, `\r`, U+2028 and U+2029 end a line, as in ECMAScript. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const ends = /\r\n|[\n\r\u2028\u2029]/g;
  while (ends.exec(text)) starts.push(ends.lastIndex);
  return starts;
}

/** The position of `offset` in a text whose line starts are given. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
