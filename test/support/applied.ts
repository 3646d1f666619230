import type { TextEdit } from '../../src/model/span.js';

/** A text with the edits made: later ones first, so that offsets hold; at one place in the order in which they are given. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.start - a.edit.start || b.index - a.index)
    .reduce((done, { edit }) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}
