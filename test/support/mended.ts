import { existsSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyEdits } from '../../src/fix/apply-edits.js';
import { joinEdits } from '../../src/fix/join-edits.js';
import { scan } from '../../src/scan.js';
import type { Finding } from '../../src/model/report.js';

/** More rounds than this, and the fixes bring each other about. */
const mostRounds = 8;

/** Applies the first fix of every finding of a rule to a project on the disk, until there is none; gives the texts as they were of the files that changed. */
export async function mend(root: string, rule: string): Promise<ReadonlyMap<string, string>> {
  const before = new Map<string, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const fixes = (await findingsOf(root, [rule])).flatMap(({ fixes: [first] }) => first ?? []);
    if (fixes.length === 0) return before;
    const textOf = (file: string): string => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '');
    // Those that touch what another one changes wait for the next round, which sees what is there by then.
    for (const [file, edits] of joinEdits(fixes, textOf).edits) {
      const text = textOf(file);
      if (!before.has(file)) before.set(file, text);
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), applyEdits(text, edits));
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
