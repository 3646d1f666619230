import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { computeRollingHashes } from '@microsoft/sarif';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model/report.js';
import { lineHashes } from '../src/report/line-hash.js';
import { renderSarif } from '../src/report/sarif/render-sarif.js';
import { hostileReport } from './support/hostile-report.js';
import { fullReport, sampleFinding, sampleReport } from './support/sample-report.js';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const orders = JSON.parse(readFileSync(at('fixtures/services/orders-api/report.json'), 'utf8')) as Report;

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind?: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Readonly<Record<string, unknown>> } }];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly status: string }[];
  readonly baselineState?: string;
  readonly fixes?: unknown;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly exitCode: number; readonly toolExecutionNotifications?: readonly { readonly message: { readonly text: string } }[] }];
  readonly versionControlProvenance?: unknown;
}

function runOf(report: Report, sarifProfile: 'github' | 'full' = 'github'): Run {
  const { runs } = JSON.parse(renderSarif(report, { sarifProfile })) as { readonly runs: readonly [Run] };
  return runs[0];
}

const manyWays: Report = {
  ...hostileReport(),
  revision: { commit: '9a0d2e1c0ffee', branch: 'feat', url: 'https://github.com/acme/shop', folder: 'services/my orders' },
  comparison: { base: { ref: 'main', complete: true }, items: [], added: ['0123456789abcdef'], fixed: [sampleFinding()], waivers: [] },
};

// The package that holds the tool for another system is not among the dependencies.
test.skipIf(process.platform !== 'linux')('the SARIF Multitool finds no error and no warning, by its own rules and by those of GitHub', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-sarif-'));
  const logs = { orders: renderSarif(orders, {}), 'orders-full': renderSarif(orders, { sarifProfile: 'full' }), full: renderSarif(fullReport(), { sarifProfile: 'full' }), hostile: renderSarif(manyWays, {}), 'hostile-full': renderSarif(manyWays, { sarifProfile: 'full' }) };
  const files = Object.entries(logs).map(([name, text]) => {
    const file = join(folder, `${name}.sarif`);
    writeFileSync(file, text);
    return file;
  });
  const output = join(folder, 'validation.sarif');
  // It ends with 0 whatever it finds, and with something else when it could not run.
  await promisify(execFile)(multitool(), ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--output', output], { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } });
  const { runs: [validation] } = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as { runs: [{ results: readonly { ruleId: string; level?: string; message: unknown }[]; artifacts?: readonly unknown[]; invocations: readonly { executionSuccessful: boolean }[] }] };
  rmSync(folder, { recursive: true });

  expect(validation.invocations.every(({ executionSuccessful }) => executionSuccessful)).toBe(true);
  expect(validation.results.filter(({ level = 'warning' }) => level === 'error' || level === 'warning')).toEqual([]);
}, 60_000);

function multitool(): string {
  const file = createRequire(import.meta.url)('@microsoft/sarif-multitool-linux') as string;
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
  return file;
}

describe('sarif', () => {
  test('lists open findings only, each in one line, with both fingerprints', () => {
    const run = runOf({ ...fullReport(), findings: [sampleFinding({ endLine: 13, lineHash: 'abc:1' }), sampleFinding({ known: true, line: 40, endLine: 40 })] });

    expect(run.results).toHaveLength(1);
    expect(run.results[0]).toMatchObject({ ruleId: 'require-timeout', level: 'error', partialFingerprints: { primaryLocationLineHash: 'abc:1', 'readiness/v1': 'a1b2c3' } });
    expect(run.results[0]?.locations[0].physicalLocation.region).toEqual({ startLine: 12, startColumn: 22, endLine: 12, endColumn: 37, snippet: { text: 'axios.get(url);' } });
    expect(run.tool.driver.rules[run.results[0]?.ruleIndex ?? -1]?.id).toBe('require-timeout');
  });

  test('the full profile has waived findings with their reason, and the items by verdict', () => {
    const { results } = runOf(fullReport(), 'full');
    const kinds = Object.fromEntries(results.filter(({ ruleId }) => ruleId.startsWith('checklist-')).map(({ ruleId, kind, level }) => [ruleId, `${kind ?? ''} ${level}`]));

    expect(results.filter(({ suppressions }) => suppressions?.[0]?.status === 'accepted')).toHaveLength(1);
    expect(kinds).toEqual({ 'checklist-retries': 'fail note', 'checklist-timeouts': 'fail note', 'checklist-error-handling': 'pass none', 'checklist-logging': 'open none', 'checklist-csrf': 'notApplicable none' });
  });

  test('only rules of security have a security severity', () => {
    const { tool } = runOf(sampleReport());
    const severe = tool.driver.rules.filter(({ properties }) => 'security-severity' in properties).map(({ id }) => id);

    expect(severe.toSorted()).toEqual(['no-hardcoded-secret', 'no-sql-injection', 'no-xss', 'require-csrf-protection', 'require-input-validation']);
  });

  test('names what is new against the base, and the repository', () => {
    const run = runOf(manyWays, 'full');

    expect(run.results[0]?.baselineState).toBe('new');
    expect(run.results.filter(({ baselineState }) => baselineState === 'absent')).toHaveLength(1);
    expect(run.results[0]?.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^services\/my%20orders\/src\/%1B%5B31m/);
    expect(run.versionControlProvenance).toEqual([{ repositoryUri: 'https://github.com/acme/shop', revisionId: '9a0d2e1c0ffee', branch: 'feat', mappedTo: { uriBaseId: '%SRCROOT%' } }]);
  });

  test('paths are written as RFC 3986 has them', () => {
    const uri = (file: string): string | undefined => runOf(sampleReport({ findings: [sampleFinding({ file })] })).results[0]?.locations[0].physicalLocation.artifactLocation.uri;

    expect(uri('app/@me/[id]/a b.ts')).toBe('app/@me/%5Bid%5D/a%20b.ts');
    expect(uri('c:/100%/#1?.ts')).toBe('c%3A/100%25/%231%3F.ts');
  });

  test('keeps what matters most when there is too much, and says so', () => {
    const run = runOf(sampleReport({ findings: [...Array.from({ length: 5000 }, (_, line) => sampleFinding({ level: 'warning', line: line + 1, endLine: line + 1 })), sampleFinding()] }));

    expect(run.results).toHaveLength(5000);
    expect(run.results.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(run.invocations[0].toolExecutionNotifications?.[0]?.message.text).toMatch(/^1 findings are left out/);
  });

  test('is the same for the same report, and names nothing of this machine', () => {
    expect(renderSarif(orders, {})).toBe(renderSarif(structuredClone(orders), {}));
    expect(renderSarif(orders, {})).not.toContain('file://');
  });
});

describe('line hashes', () => {
  const agrees = (text: string): void => {
    const theirs = computeRollingHashes(text);
    const ours = lineHashes(text);
    for (const [line, hash] of theirs) expect(ours(line)).toBe(hash);
    expect(ours(theirs.size + 1)).toBeUndefined();
  };

  test.each([['empty', ''], ['one line', 'a'], ['equal lines', 'a\na\na\n'.repeat(60)], ['line ends of all kinds', 'a\r\nb\rc\n\r \n\td'], ['a long line', `${'x'.repeat(99)}\n${'y'.repeat(101)}\n`], ['source', readFileSync(at('src/report/build.ts'), 'utf8')]])('are those of code scanning: %s', (_, text) => {
    agrees(text);
  });

  test('are those of code scanning for any text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', '\n', '\r', ' ', '\t', '\r\n', 'ab\n', '\u2028', '注'), { maxLength: 300 }).map((parts) => parts.join('')), agrees));
  });
});
