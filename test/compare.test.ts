import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonPath, readComparison, withKnownReasons, type CaseDifference } from '../scripts/compare/comparison.js';
import { readForeignCases, type ForeignCase } from '../scripts/compare/foreign-cases.js';
import { countCases, differencesOf, judgeCase } from '../scripts/compare/judge-cases.js';
import { comparisonPage, pagePath } from '../scripts/compare/page.js';
import { runCases } from '../scripts/compare/run-cases.js';
import { readLabels } from '../scripts/ecosystem/files.js';

/** As a plugin tests its rule: with a tester, helpers and a rule that are imported from files which are not there. */
const testFile = String.raw`import { join } from 'node:path';
import { RuleTester } from '@somebody/rule-tester';
import rule, { messages } from '../../src/rules/no-lost-jobs';
import { getFixturesRootDir, noFormat } from '../helpers';

const tester = new RuleTester({ languageOptions: { parserOptions: { tsconfigRootDir: join(getFixturesRootDir(), 'src') } } });

tester.run('no-lost-jobs', rule, {
  valid: [
    'enqueue(1);',
    {
      code: ${'`'}
declare function run(job: number): Promise<void>;
void run(1);
      ${'`'},
      options: [{ allowVoid: true }],
    },
  ],
  invalid: [
    {
      code: noFormat${'`'}
declare function run(job: string): Promise<void>;
run('a\nb')
  .finally(() => {});
      ${'`'},
      errors: [{ messageId: messages.lost, line: 3 }],
    },
    { code: 'const view = <Job done={async () => {}} />;', languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } }, errors: [{ messageId: 'lost' }] },
  ],
});
`;

let folder = '';
let cases: readonly ForeignCase[] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-compare-test-')));
  writeFileSync(join(folder, 'no-lost-jobs.test.ts'), testFile);
  writeFileSync(join(folder, 'empty.test.ts'), 'export {};\n');
  cases = await readForeignCases(join(folder, 'no-lost-jobs.test.ts'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (index: number): ForeignCase => {
  const one = cases[index];
  if (!one) throw new Error(`there is no case ${String(index)}`);
  return one;
};

describe('cases of others', () => {
  test('are read from their test file, each with its line', () => {
    expect(cases.map(({ place, valid, jsx }) => `${place} ${valid ? 'valid' : 'invalid'}${jsx ? ' jsx' : ''}`)).toEqual([
      'no-lost-jobs.test.ts:10 valid', 'no-lost-jobs.test.ts:11 valid', 'no-lost-jobs.test.ts:20 invalid', 'no-lost-jobs.test.ts:28 invalid jsx',
    ]);
    expect(at(2).code).toContain(String.raw`run('a\nb')`);
  });

  test('an error reaches to the last name of its chain; without a line it may stand anywhere', () => {
    expect(cases.map(({ errors }) => errors)).toEqual([[], [], [{ line: 3, endLine: 4 }], [{ line: 1, endLine: Infinity }]]);
  });

  test('have a hash of their own, which options change', () => {
    expect(new Set(cases.map(({ hash }) => hash)).size).toBe(4);
  });

  test('a file without cases is refused', async () => {
    await expect(readForeignCases(join(folder, 'empty.test.ts'))).rejects.toThrow('empty.test.ts');
  });
});

describe('agreement', () => {
  test('is counted by case and by line', () => {
    const judged = [judgeCase(at(0), []), judgeCase(at(1), [{ line: 3, endLine: 3 }]), judgeCase(at(2), [{ line: 4, endLine: 4 }]), judgeCase(at(3), [])];
    expect(countCases(judged, 'ESLint')).toEqual([{ rule: 'no-lost-jobs', host: 'ESLint', valid: 2, silent: 1, invalid: 2, found: 1, lines: 2, linesFound: 1 }]);
    expect(differencesOf(judged).map(({ place, only, lines }) => `${place} ${only} ${lines.join()}`)).toEqual(['no-lost-jobs.test.ts:11 ours 3', 'no-lost-jobs.test.ts:28 theirs 1']);
  });

  test('our rules run in each host', async () => {
    const found = await runCases(cases);
    const lines = Object.entries(found).map(([host, findings]) => `${host}: ${findings.map((one) => one.map(({ rule, line }) => `${rule} ${String(line)}`).join() || '-').join(' ')}`);
    expect(lines).toEqual([
      'scan --types: - no-floating-promise 3 no-floating-promise 4 -',
      'ESLint with types: - no-floating-promise 3 no-floating-promise 4 -',
      'ESLint: - no-floating-promise 3 no-floating-promise 4 -',
    ]);
  }, 60_000);

  test('what was said of a difference stays with it when lines move', () => {
    const before: CaseDifference = { rule: 'r', place: 'a.ts:1', hash: 'abc', only: 'ours', lines: [2], reason: 'void', note: 'twice' };
    const now: CaseDifference = { ...before, place: 'a.ts:9', reason: null };
    const key = ({ hash, only }: CaseDifference): string => `${hash} ${only}`;
    expect(withKnownReasons([now, { ...now, hash: 'def' }], [before], key)).toMatchObject([{ hash: 'abc', place: 'a.ts:9', reason: 'void', note: 'twice' }, { hash: 'def', reason: null }]);
  });
});

describe('what is recorded', () => {
  test('has a reason for each difference', () => {
    const { cases: result, services } = readComparison(comparisonPath);
    const open = [...(result?.differences ?? []), ...services.flatMap((s) => s.onlyTheirs.filter(({ scope }) => scope !== 'tests'))].filter(({ reason }) => reason === null);
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  test('is what docs/comparison.md shows', () => {
    expect(readFileSync(pagePath, 'utf8')).toBe(comparisonPage(readComparison(comparisonPath), readLabels()));
  });

  test.each([
    [{ reasons: {}, services: [], cases: { differences: [{ place: 'a.ts:1', reason: 'gone' }] } }, 'gone'],
    [{ reasons: { odd: { class: 'maybe', why: 'x' } }, services: [] }, 'maybe'],
    [{ reasons: { odd: { class: 'miss', why: ' ' } }, services: [] }, 'does not say why'],
  ])('is refused when it is wrong: %#', (wrong, message) => {
    const path = join(folder, 'comparison.json');
    writeFileSync(path, JSON.stringify(wrong));
    expect(() => readComparison(path)).toThrow(message);
  });
});
