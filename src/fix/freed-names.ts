import type { TextEdit } from '../model/span.js';
import { inPattern } from './in-pattern.js';

/**
 * Whether a change takes out the last uses of an imported name together with others of the file, each of which leaves some. None of them knows then that the import is to go: one has to wait until the others are made.
 * @param others those of the same file
 */
export function freesTogether(text: string, edit: TextEdit, others: readonly TextEdit[]): boolean {
  return [...takenOut(text, edit)].some(([name, own]) => {
    if (!isImported(text, name)) return false;
    const before = others.map((other) => takenOut(text, other).get(name) ?? 0).reduce((sum, count) => sum + count, 0);
    // One use is the import.
    return before > 0 && own + before >= usesIn(text, name) - 1;
  });
}

/** Names of which there are fewer afterwards, and how many fewer. */
function takenOut(text: string, { start, end, text: written }: TextEdit): ReadonlyMap<string, number> {
  const old = text.slice(start, end);
  const names = new Set(old.match(/[A-Za-z_$][\w$]*/g));
  return new Map([...names].map((name) => [name, usesIn(old, name) - usesIn(written, name)] as const).filter(([, fewer]) => fewer > 0));
}

function usesIn(text: string, name: string): number {
  return text.match(new RegExp(`(?<![\\w$.])${inPattern(name)}(?![\\w$])`, 'g'))?.length ?? 0;
}

function isImported(text: string, name: string): boolean {
  const word = `(?<![\\w$])${inPattern(name)}(?![\\w$])`;
  return new RegExp(`^import\\b[^;'"]*${word}[^;'"]*\\bfrom\\b`, 'm').test(text) || new RegExp(`^(?:const|let|var)\\b[^;=]*${word}[^;=]*=\\s*require\\(`, 'm').test(text);
}
