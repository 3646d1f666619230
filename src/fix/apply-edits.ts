/** What one edit does to one text: the offsets count UTF-16 units in the text without its byte order mark. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const byteOrderMark = '\uFEFF';

/**
 * A text with edits that do not overlap; insertions at one place follow each other as they are given. A byte order mark stays, and what is written gets the line breaks of the text.
 * @throws {RangeError} when an edit lies outside of the text, or overlaps another
 */
export function applyEdits(text: string, edits: readonly Replacement[]): string {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const plain = text.slice(mark.length);
  let done = mark;
  let at = 0;
  for (const { start, end, text: written } of asWritten(plain, edits)) {
    if (start < at || end < start || end > plain.length) throw new RangeError(`an edit of ${String(start)} to ${String(end)} does not fit behind ${String(at)} of ${String(plain.length)}`);
    done += plain.slice(at, start) + written;
    at = end;
  }
  return done + plain.slice(at);
}

/**
 * Where a place of a text stands once the edits are applied, as the first and the last offset that it may have: more than one where the place itself was written anew. What is inserted right there stands before it.
 */
export function movedOffset(text: string, edits: readonly Replacement[], offset: number): readonly [number, number] {
  const reached = asWritten(text, edits).filter(({ start }) => start <= offset);
  const anew = reached.find(({ start, end }) => start <= offset && offset < end);
  const moved = reached.filter((edit) => edit !== anew).reduce((at, { start, end, text: written }) => at + written.length - (end - start), anew?.start ?? offset);
  return [moved, moved + (anew?.text.length ?? 0)];
}

/** What stands at a place once the edits are applied, where one of them wrote it. */
export function writtenAt<T extends Replacement>(text: string, edits: readonly T[], offset: number): T | undefined {
  let moved = 0;
  for (const edit of asWritten(text, edits)) {
    const start = edit.start + moved;
    if (start <= offset && offset < start + edit.text.length) return edit;
    moved += edit.text.length - (edit.end - edit.start);
  }
  return undefined;
}

/** The edits by place, with the line breaks of the text. What is inserted where another edit begins stands before it. */
function asWritten<T extends Replacement>(text: string, edits: readonly T[]): readonly T[] {
  const lineBreak = /\r\n|\n/.exec(text)?.[0];
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return lineBreak === undefined ? sorted : sorted.map((edit) => ({ ...edit, text: edit.text.replace(/\r\n|\n/g, lineBreak) }));
}
