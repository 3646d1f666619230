import { ForgeError } from './forge-error.js';
import type { Forge, StoredComment } from './forge.js';

export type Posted = 'created' | 'updated' | 'unchanged' | 'nothing to say';

/** What is to stand in the one comment: the text; and what replaces an earlier one when there is nothing to say any more. */
export interface Wanted {
  /** The first line, by which it is found again. */
  readonly marker: string;
  /** Absent where there is nothing to say. */
  readonly text?: string;
  readonly resolved: string;
}

/** Brings the one comment up to date: it is made once, edited when its text differs, and left alone otherwise. */
export async function postSticky(forge: Forge, { marker, text, resolved }: Wanted): Promise<Posted> {
  for (let attempt = 1; ; attempt += 1) {
    const present = await findOwn(forge, marker);
    const body = text ?? (present ? resolved : undefined);
    if (body === undefined) return 'nothing to say';
    if (present && sameText(present.body, body)) return 'unchanged';
    if (present) {
      await forge.update(present.id, body);
      return 'updated';
    }
    try {
      await forge.create(body);
      return 'created';
    } catch (error) {
      // An answer that did not arrive says nothing of the comment: look again before a second one is made.
      if (attempt === 3 || !isUncertain(error)) throw error;
    }
  }
}

async function findOwn(forge: Forge, marker: string): Promise<StoredComment | undefined> {
  for await (const comment of forge.comments()) {
    if (comment.own && comment.body.trimStart().startsWith(marker)) return comment;
  }
  return undefined;
}

/** Forges change line ends, and the space at the end. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}

function isUncertain(error: unknown): boolean {
  return error instanceof ForgeError && (error.status === undefined || error.status >= 500);
}
