import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allFixtures } from './support/all-fixtures.js';
import { newDiagnostics } from './support/diagnostics.js';
import type { Fixture } from './support/fixtures.js';
import { findingsOf, mend, restore } from './support/mended.js';
import { stageFixtures } from './support/staging.js';

const update = process.env['READINESS_UPDATE_GOLDENS'] === '1';

/** Where the golden of a fixture's fix lies: a file, or a folder with the files that change. */
function goldenOf({ kind, path }: Fixture): string {
  return kind === 'project' ? `${path}.fixed` : join(dirname(path), `${basename(path, extname(path))}.fixed${extname(path)}`);
}

const fixtures = allFixtures.filter((fixture) => existsSync(goldenOf(fixture)));
const stage = stageFixtures(fixtures);
const staged = [...stage.files, ...stage.projects];
const texts = { before: new Map<string, string>(), after: new Map<string, string>() };
afterAll(() => {
  stage.remove();
});

/** The texts that the golden holds, by file of the project. */
function textsOf(fixture: Fixture): ReadonlyMap<string, string> {
  const golden = goldenOf(fixture);
  if (fixture.kind === 'file') return new Map([[basename(fixture.path), readFileSync(golden, 'utf8')]]);
  const files = readdirSync(golden, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((entry) => [relative(golden, join(entry.parentPath, entry.name)), readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
}

function write(fixture: Fixture, changed: ReadonlyMap<string, string>): void {
  const golden = goldenOf(fixture);
  rmSync(golden, { recursive: true });
  for (const [file, text] of changed) {
    const path = fixture.kind === 'file' ? golden : join(golden, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** How often each rule finds an error or a warning. */
async function counts(root: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { rule, level } of await findingsOf(root)) if (level !== 'info') found.set(rule, (found.get(rule) ?? 0) + 1);
  return found;
}

describe('what the fixes of a rule make of its fixtures', () => {
  // An empty golden asks for nothing: `touch bad-x.fixed.ts`, and update.
  test.each(staged.map((one) => [one.fixture.name, one] as const))('%s', async (name, { fixture, root }) => {
    const before = await counts(root);
    const originals = await mend(root, fixture.rule);
    const changed = new Map([...originals.keys()].map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    if (update) write(fixture, changed);
    expect(changed.size).toBeGreaterThan(0);
    expect(Object.fromEntries(changed)).toEqual(Object.fromEntries(textsOf(fixture)));
    const after = await counts(root);
    expect(after.get(fixture.rule) ?? 0).toBeLessThan(before.get(fixture.rule) ?? 1);
    // Nothing new comes. A logger that the project does not have is the console until it has one.
    expect([...after].filter(([rule, count]) => rule !== 'require-structured-logging' && count > (before.get(rule) ?? 0))).toEqual([]);
    for (const [file, text] of changed) {
      if (!/\.[cm]?tsx?$/.test(file)) continue;
      texts.before.set(`${name}/${file}`, originals.get(file) ?? '');
      texts.after.set(`${name}/${file}`, text);
    }
    restore(root, originals);
  });

  test('type-check where they did before', () => {
    expect(newDiagnostics(texts.before, texts.after)).toEqual([]);
  });
});
