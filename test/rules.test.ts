import { afterAll, describe, expect, test } from 'vitest';
import { allFixtures } from './support/all-fixtures.js';
import { runScanner } from './support/hosts/scanner.js';
import { mismatches } from './support/mismatches.js';
import { stageFixtures } from './support/staging.js';

const stage = stageFixtures(allFixtures);
const cases = [...stage.files, ...stage.projects].map((staged) => [staged.fixture.name, staged] as const);

afterAll(() => {
  stage.remove();
});

describe.each(['recommended', 'strict'] as const)('the scanner, %s', (preset) => {
  test.each(cases)('%s', async (_name, { fixture, root }) => {
    const { findings } = await runScanner(root, preset);
    expect(mismatches(fixture, preset, findings)).toEqual([]);
  });
});
