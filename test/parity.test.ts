import { readFileSync } from 'node:fs';
import { createProgram } from '@typescript-eslint/parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allFixtures } from './support/all-fixtures.js';
import type { Preset } from './support/expectations.js';
import { rules } from '../src/engine/registry.js';
import { isScript } from './support/fixtures.js';
import { runEslint } from './support/hosts/eslint.js';
import { asLines, placeOf, type LocatedFinding } from './support/hosts/located-finding.js';
import { runOxlint } from './support/hosts/oxlint.js';
import { runScanner, type ScannerRun } from './support/hosts/scanner.js';
import { stageFixtures, type StagedFixture } from './support/staging.js';

/** Findings by the root of the staged fixture. */
type Findings = ReadonlyMap<string, readonly LocatedFinding[]>;

const stage = stageFixtures(allFixtures);
const scripts = stage.files.filter(({ fixture }) => fixture.files.every(({ file }) => isScript(file)));
/** What one file cannot decide, by fixture. */
const scanOnly = readFileSync(new URL('../fixtures/scan-only.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
/** One program for all of them: the types of Node and of the language are read once. */
const program = createProgram(stage.tsconfig);
/** Rules that judge the whole project: ESLint leaves them to the scan. */
const ofProject: ReadonlySet<string> = new Set(rules.filter(({ meta }) => meta.scope === 'project').map(({ meta }) => meta.id));
const named = (staged: readonly StagedFixture[]) => staged.map((one) => [one.fixture.name, one.root] as const);

const scans = new Map<Preset, Promise<ReadonlyMap<string, ScannerRun>>>();

/** Every fixture scanned with the preset, once, by its root. */
function scansWith(preset: Preset): Promise<ReadonlyMap<string, ScannerRun>> {
  const known = scans.get(preset) ?? scanAll(preset);
  scans.set(preset, known);
  return known;
}

async function scanAll(preset: Preset): Promise<ReadonlyMap<string, ScannerRun>> {
  const runs = new Map<string, ScannerRun>();
  for (const { root } of [...stage.files, ...stage.projects]) runs.set(root, await runScanner(root, preset));
  return runs;
}

afterAll(() => {
  stage.remove();
});

describe.each(['recommended', 'strict'] as const)('%s', (preset) => {
  let scanned: ReadonlyMap<string, ScannerRun> = new Map();
  const scannerFindings = (root: string) => scanned.get(root)?.findings ?? [];

  /** What a host that sees one file is to find. */
  const decidable = (name: string, root: string) => scannerFindings(root).filter((one) => !ofProject.has(one.rule) && !scanOnly.includes(`${name} ${placeOf(one)}`));

  beforeAll(async () => {
    scanned = await scansWith(preset);
  }, 300_000);

  describe('one file: the same findings as in the scanner, but for those that other files may rule out', () => {
    let withTypescript: Findings = new Map();
    let withEspree: Findings = new Map();
    let inOxlint: Findings = new Map();

    beforeAll(async () => {
      withTypescript = await runEslint(stage.files, { cwd: stage.filesRoot, preset, parser: 'typescript' });
      withEspree = await runEslint(stage.files, { cwd: stage.filesRoot, preset, parser: 'espree' });
      inOxlint = runOxlint(stage.files, stage.filesRoot, preset);
    }, 300_000);

    test.each(named(stage.files))('ESLint with typescript-eslint: %s', (name, root) => {
      expect(asLines(withTypescript.get(root) ?? [])).toEqual(asLines(decidable(name, root)));
    });

    test.each(named(scripts))('ESLint with espree: %s', (name, root) => {
      expect(asLines(withEspree.get(root) ?? [])).toEqual(asLines(decidable(name, root)));
    });

    test.each(named(stage.files))('oxlint: %s', (name, root) => {
      expect(asLines(inOxlint.get(root) ?? [])).toEqual(asLines(decidable(name, root)));
    });
  });

  describe('one file, with types: nothing is taken back and no pass is contradicted', () => {
    let typed: Findings = new Map();

    beforeAll(async () => {
      typed = await runEslint(stage.files, { cwd: stage.filesRoot, preset, parser: 'typescript', program });
    }, 300_000);

    test.each(named(stage.files))('%s', (name, root) => {
      const withTypes = asLines(typed.get(root) ?? []);
      const without = asLines(decidable(name, root));
      expect(without.filter((line) => !withTypes.includes(line))).toEqual([]);
      expect(contradictions(typed.get(root) ?? [], scanned.get(root))).toEqual([]);
    });
  });

  describe('project: ESLint finds a subset of what the scanner finds', () => {
    test.each(named(stage.projects))('%s', async (_name, root) => {
      const staged = stage.projects.filter((one) => one.root === root);
      const places = scannerFindings(root).map(placeOf);
      const found = await runEslint(staged, { cwd: root, preset, parser: 'typescript' });
      expect((found.get(root) ?? []).map(placeOf).filter((place) => !places.includes(place))).toEqual([]);
    });
  });

  describe('project, with types: no pass of the scanner is contradicted', () => {
    test.each(named(stage.projects))('%s', async (_name, root) => {
      const staged = stage.projects.filter((one) => one.root === root);
      const found = await runEslint(staged, { cwd: root, preset, parser: 'typescript', program });
      expect(contradictions(found.get(root) ?? [], scanned.get(root))).toEqual([]);
    });
  });
});

test('every finding that is left to the scan is made by the scan', async () => {
  const scanned = await scansWith('strict');
  const found = stage.files.flatMap(({ root, fixture }) => (scanned.get(root)?.findings ?? []).map((one) => `${fixture.name} ${placeOf(one)}`));
  expect(scanOnly.filter((line) => !found.includes(line))).toEqual([]);
}, 300_000);

/** Findings at places of which the scanner says that they are right. A place may pass by one aspect and fail by another: what the scan finds there as well contradicts nothing. */
function contradictions(findings: readonly LocatedFinding[], scan: ScannerRun | undefined): readonly string[] {
  const passes = new Set(scan?.report.evidence.filter(({ outcome }) => outcome === 'pass').map(placeOf));
  const found = new Set(scan?.report.findings.map(placeOf));
  return findings.map(placeOf).filter((place) => passes.has(place) && !found.has(place));
}
