import type { TextEdit } from '../model/span.js';
import { freesTogether } from './freed-names.js';

/** A change that is taken or left as a whole. */
export interface Change {
  readonly edits: readonly TextEdit[];
}

/** Changes of which some can be made together. */
export interface Joined<T extends Change> {
  readonly taken: readonly T[];
  /** Those that overlap one that is taken: they wait until it is made. */
  readonly waiting: readonly T[];
  /** What those that are taken do together, by file. What several of them do alike is done once. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/**
 * Takes changes in the order in which they are given, and leaves those that overlap one before, or leave an import unused together with it. Edits that are the same are shared, and imports that are added at one place stand side by side.
 * @param textOf the text of a file, by which names that are added to an import are known from other lists
 */
export function joinEdits<T extends Change>(changes: readonly T[], textOf: (file: string) => string): Joined<T> {
  const edits = new Map<string, TextEdit[]>();
  const taken: T[] = [];
  const waiting: T[] = [];
  for (const change of changes) {
    const own = change.edits.filter((edit) => isIndent(edit) || !(edits.get(edit.file) ?? []).some((other) => isSame(edit, other)));
    const isInTheWay = (edit: TextEdit, others: readonly TextEdit[]): boolean => others.some((other) => collide(edit, other, textOf)) || (edit.start < edit.end && freesTogether(textOf(edit.file), edit, others));
    if (own.some((edit) => isInTheWay(edit, edits.get(edit.file) ?? []))) {
      waiting.push(change);
      continue;
    }
    taken.push(change);
    for (const edit of own) edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
  }
  return { taken, waiting, edits };
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** What two changes both put deeper is to be put deeper twice. */
function isIndent({ text }: TextEdit): boolean {
  return /^[ \t]+$/.test(text);
}

function collide(a: TextEdit, b: TextEdit, textOf: (file: string) => string): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start && !areImports(a, b, textOf);
  return a.start < b.end && b.start < a.end;
}

/** Two lines that import from different modules, or two names that are added to one import. */
function areImports(a: TextEdit, b: TextEdit, textOf: (file: string) => string): boolean {
  const [one, other] = [moduleOf(a.text), moduleOf(b.text)];
  if (one !== undefined && other !== undefined) return one !== other;
  return isName(a.text) && isName(b.text) && isInImport(textOf(a.file), a.start);
}

/** The module of a whole line that imports it. */
function moduleOf(text: string): string | undefined {
  const [, imported, required] = /^\s*(?:import\b[^;]*?['"]([^'"]+)['"]|(?:const|let|var)\b[^;=]*=\s*require\(\s*['"]([^'"]+)['"]\s*\)[\w.]*);?\s*$/.exec(text) ?? [];
  return /^\s*\n|\n\s*$/.test(text) ? (imported ?? required) : undefined;
}

function isName(text: string): boolean {
  return /^\s*,[\s\w$:]+$|^[\s\w$:]+,\s*$/.test(text);
}

/** Whether a place lies between the braces of `import { … }`, or of `const { … } = require(…)`. */
function isInImport(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2000), at);
  if (/\bimport\b[^;'"]*\{[^}]*$/.test(before)) return true;
  return /\b(?:const|let|var)\s*\{[^}]*$/.test(before) && /^[^}]*\}\s*=\s*require\(/.test(text.slice(at, at + 2000));
}
