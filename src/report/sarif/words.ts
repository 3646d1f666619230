import type { Level } from '../../model/evidence.js';
import { wellFormed } from '../printable.js';

/** Levels as SARIF names them. */
export const sarifLevel: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** A text as a sentence that cannot be taken for an embedded link (`[words](target)`), of at most `max` units. */
export function sentence(text: string, max = Infinity): string {
  const plain = wellFormed(text).replaceAll('](', '] (').trim();
  const cut = plain.length <= max - 1 ? plain : `${wellFormed(plain.slice(0, max - 2))}…`;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

/** `require-timeout` as `RequireTimeout`. */
export function pascal(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).slice(0, 255);
}
