import { existsSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scan } from '../../src/scan.js';
import type { Finding } from '../../src/model/report.js';
import type { TextEdit } from '../../src/model/span.js';
import { applied } from './applied.js';

/** More rounds than this, and the fixes bring each other about. */
const mostRounds = 8;

/** Applies the first fix of every finding of a rule to a project on the disk, until there is none; gives the texts as they were of the files that changed. */
export async function mend(root: string, rule: string): Promise<ReadonlyMap<string, string>> {
  const before = new Map<string, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const edits = roundOf(await findingsOf(root, [rule]));
    if (edits.length === 0) return before;
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const path = join(root, file);
      const text = existsSync(path) ? readFileSync(path, 'utf8').replace(/^\uFEFF/u, '') : '';
      if (!before.has(file)) before.set(file, text);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, applied(text, edits.filter((edit) => edit.file === file)));
    }
  }
  throw new Error(`${rule}: after ${String(mostRounds)} rounds there are still fixes to make`);
}

/** Writes the texts back. */
export function restore(root: string, texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    if (text === '') rmSync(join(root, file), { force: true });
    else writeFileSync(join(root, file), text);
  }
}

/** Errors and warnings, and what is told besides. */
export async function findingsOf(root: string, rules: readonly string[] = []): Promise<readonly Finding[]> {
  const { findings } = await scan({ path: root, rules, preset: 'strict', cache: false });
  return findings;
}

/** The first fix of each finding, as far as they touch nothing that another one changes: those wait for the next round, which sees what is there by then. */
function roundOf(findings: readonly Finding[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes: [fix] } of findings) if (fix && !fix.edits.some((edit) => chosen.some((other) => touches(edit, other)))) chosen.push(...fix.edits);
  return chosen;
}

function touches(one: TextEdit, other: TextEdit): boolean {
  return one.file === other.file && one.start <= other.end && other.start <= one.end;
}
