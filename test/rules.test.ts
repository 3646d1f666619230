import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { allFixtures } from './support/all-fixtures.js';
import type { Preset } from './support/expectations.js';
import { placeOf } from './support/hosts/located-finding.js';
import { runScanner, type ScannerRun } from './support/hosts/scanner.js';
import { inPassing, mismatches } from './support/mismatches.js';
import { stageFixtures } from './support/staging.js';

const stage = stageFixtures(allFixtures);
const cases = [...stage.files, ...stage.projects].map((staged) => [staged.fixture.name, staged] as const);
/** `READINESS_UPDATE_GOLDENS=1` writes it anew, to be looked at in the diff. */
const update = process.env['READINESS_UPDATE_GOLDENS'] === '1';
const golden = fileURLToPath(new URL('../fixtures/in-passing.txt', import.meta.url));

const runs = new Map<string, Promise<ScannerRun>>();

/** Each fixture is scanned once with each preset. */
function scanned(root: string, preset: Preset): Promise<ScannerRun> {
  const key = `${preset} ${root}`;
  const run = runs.get(key) ?? runScanner(root, preset);
  runs.set(key, run);
  return run;
}

afterAll(() => {
  stage.remove();
});

describe.each(['recommended', 'strict'] as const)('the scanner, %s', (preset) => {
  test.each(cases)('%s', async (_name, { fixture, root }) => {
    const { findings } = await scanned(root, preset);
    expect(mismatches(fixture, preset, findings)).toEqual([]);
  });
});

/** A rule that finds something new in what was written for another one is looked at before it is kept. */
test('what rules find in the fixtures of others is known', async () => {
  const lines: string[] = [];
  for (const [name, { fixture, root }] of cases) {
    const { findings } = await scanned(root, 'recommended');
    for (const one of inPassing(fixture, findings)) lines.push(`${name} ${placeOf(one)} ${one.message}\n`);
  }
  const found = lines.sort().join('');
  if (update) writeFileSync(golden, found);
  expect(found).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : 'none: run with READINESS_UPDATE_GOLDENS=1');
}, 120_000);
