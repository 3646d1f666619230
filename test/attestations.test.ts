import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { scan, type Report } from '../src/api.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess, type CliPerson, type CliResult } from './support/in-process-cli.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const now = '2026-11-22';
let count = 0;

const service = `import express from 'express';
const app = express();
app.get('/', async (req, res, next) => {
  try {
    res.json(await (await fetch('http://users.internal/a', { signal: AbortSignal.timeout(900) })).json());
  } catch (error) {
    next(error);
  }
});
const server = app.listen(3000);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); setTimeout(() => process.exit(1), 9_000).unref(); });
`;

/** A service with these files beside it, by the name of its folder below the workspace. */
function project(files: Readonly<Record<string, string>> = {}): string {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { express: '4.19.2' } }));
  for (const [path, text] of Object.entries({ 'src/main.ts': service, ...files })) workspace.write(`${folder}/${path}`, text);
  return folder;
}

const absolute = (folder: string): string => `${workspace.root}/${folder}`;
const scanAt = (folder: string, day = now): Promise<Report> => scan({ path: absolute(folder), cache: false, now: day });
const item = (report: Report, id: string): Report['checklist']['items'][number] | undefined => report.checklist.items.find((one) => one.id === id);
const statuses = (report: Report): readonly string[] => report.attestations.map(({ status, note }) => `${status}: ${note}`);
const fileOf = (folder: string): string => `${absolute(folder)}/.readiness/attestations.yaml`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const signed = { item: 'degradation', statement: 'the page works without recommendations', owner: "'@shop'", evidence: '{ url: https://example.com/drill }', date: '2026-11-01', until: '2027-02-01', signedBy: 'Ann' };
const entry = (changes: Readonly<Record<string, string | undefined>> = {}): string => `  - ${Object.entries<string | undefined>({ ...signed, ...changes }).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`])).join('\n    ')}\n`;
const file = (...entries: readonly string[]): Readonly<Record<string, string>> => ({ '.readiness/attestations.yaml': `attestations:\n${entries.join('')}` });

describe('a statement', () => {
  test('counts as met where nothing could be seen, and is shown as stated', async () => {
    const [before, after] = await Promise.all([scanAt(project()), scanAt(project(file(entry())))]);
    expect(item(before, 'degradation')?.verdict).toBe('unknown');
    expect(item(after, 'degradation')).toMatchObject({ verdict: 'attested', quality: 1, reason: 'the page works without recommendations (Ann, until 2027-02-01)' });
    expect(after.checklist.score?.verified).toBeGreaterThan(before.checklist.score?.verified ?? 100);
    expect(statuses(after)).toEqual(['active: it ends in 71 days']);
  });

  test.each([
    ['2026-10-31', 'incomplete: it is dated 2026-11-01, which has not come yet', 'unknown'],
    ['2027-01-20', 'expiring: it ends in 12 days', 'attested'],
    ['2027-02-02', 'expired: it ended 1 day ago', 'unknown'],
  ])('on %s: %s', async (day, status, verdict) => {
    const report = await scanAt(project(file(entry())), day);
    expect(statuses(report)).toEqual([status]);
    expect(item(report, 'degradation')?.verdict).toBe(verdict);
  });

  test.each([
    ['a draft', { draft: 'true' }, 'draft: nobody has signed it'],
    ['nobody who signed it', { signedBy: undefined }, 'draft: nobody has signed it'],
    ['no owner', { owner: undefined }, 'incomplete: it lacks an owner'],
    ['no evidence', { evidence: undefined }, 'incomplete: it lacks evidence (url, or file with sha256)'],
    ['a file without its hash as evidence', { evidence: '{ file: a.md }' }, 'incomplete: it lacks evidence (url, or file with sha256)'],
    ['no end and no date', { until: undefined, date: undefined }, 'incomplete: it lacks an end date and the date of its signature'],
    ['an unknown item', { item: 'degradatoin' }, 'incomplete: it names an item that does not exist, "degradatoin": did you mean "degradation"?'],
    ['an unknown key', { signdBy: 'Ann' }, 'incomplete: it has an unknown key "signdBy" (line 9): did you mean "signedBy"?'],
    ['an unknown key in its evidence', { evidence: '{ link: https://example.com }' }, 'incomplete: it has an unknown key "evidence.link" (line 5): known: url, file, sha256; it lacks evidence (url, or file with sha256)'],
    ['files that end it, and no seal', { invalidatedBy: '[src/**]' }, 'incomplete: it lacks a seal on what "invalidatedBy" matches (sign it with readiness attest)'],
    ['nothing that it can say', { says: 'maybe' }, 'incomplete: it says "maybe": met or not-applicable'],
  ])('with %s does not count', async (_, changes, status) => {
    const report = await scanAt(project(file(entry(changes))));
    expect(statuses(report)).toEqual([status]);
    expect(item(report, 'degradation')?.verdict).toBe('unknown');
    expect(report.problems.filter(({ kind }) => kind === 'attestation')).toHaveLength(status.startsWith('incomplete') ? 1 : 0);
  });

  test('does not overrule what the scan sees, and that is said', async () => {
    const report = await scanAt(project(file(entry({ item: 'health-checks' }), entry({ item: 'zero-downtime' }), entry({ item: 'migrations' }))));
    expect(item(report, 'health-checks')?.verdict).toBe('fail');
    expect(statuses(report)).toEqual([
      expect.stringMatching(/^contradicted: the scan sees the opposite: app\.listen has no health check/),
      expect.stringMatching(/^unneeded: the scan sees it by itself: /),
      'unneeded: the item does not apply: no database with tables is asked',
    ]);
  });

  test('cannot stand for a rule that is switched off', async () => {
    const report = await scanAt(project({ ...file(entry({ item: 'health-checks' })), 'readiness.config.json': '{"rules":{"require-health-check":"off"}}' }));
    expect(item(report, 'health-checks')?.verdict).toBe('unknown');
    expect(statuses(report)).toEqual([expect.stringMatching(/^not-judged: require-health-check is switched off/)]);
  });

  test('on an item that has one already is told', async () => {
    expect(statuses(await scanAt(project(file(entry(), entry()))))).toEqual(['active: it ends in 71 days', 'incomplete: it repeats the entry of line 2']);
  });

  test('that an item does not apply is contradicted where the scan sees that it does', async () => {
    const report = await scanAt(project(file(entry({ says: 'not-applicable', item: 'degradation', evidence: undefined }))));
    expect(item(report, 'degradation')?.verdict).toBe('unknown');
    expect(statuses(report)).toEqual([expect.stringMatching(/^contradicted: the scan sees that it applies/)]);
  });

  test('is stale when its evidence changes', async () => {
    const folder = project({ 'docs/drill.md': 'it worked', ...file(entry({ evidence: `{ file: docs/drill.md, sha256: ${sha256('it worked')} }` })) });
    expect(statuses(await scanAt(folder))).toEqual(['active: it ends in 71 days']);
    workspace.write(`${folder}/docs/drill.md`, 'it worked, nearly');
    const report = await scanAt(folder);
    expect(statuses(report)).toEqual(['stale: its evidence docs/drill.md has changed since 2026-11-01']);
    expect(item(report, 'degradation')?.verdict).toBe('unknown');
  });
});

describe('readiness attest', () => {
  const run = (folder: string, argv: readonly string[], person?: CliPerson): Promise<CliResult> => runInProcess(['attest', ...argv, '--path', absolute(folder), '--now', now], absolute(folder), person);
  const said = ['--statement', 'the page works without recommendations', '--owner', '@shop', '--until', '2027-02-01'];
  const complete = ['degradation', ...said, '--evidence', 'https://example.com/drill'];

  test.each([
    ['without a terminal', undefined],
    ['for an agent, even at a terminal', { answer: 'Ann', isAgent: true }],
    ['for a person who signs nothing', { answer: '' }],
  ])('writes a draft %s, which does not count', async (_, person) => {
    const folder = project();
    const { code, stdout } = await run(folder, complete, person);
    expect(stdout).toBe('.readiness/attestations.yaml:3 holds a draft, which counts when a person signs it: readiness attest degradation\n');
    expect(code).toBe(0);
    const report = await scanAt(folder);
    expect(statuses(report)).toEqual(['draft: nobody has signed it']);
    expect(item(report, 'degradation')?.verdict).toBe('unknown');
  });

  test('lets a person sign, who is shown what it says', async () => {
    const folder = project();
    const { stdout, stderr } = await run(folder, complete, { answer: 'Ann' });
    expect(stderr).toBe('Graceful degradation\n  the page works without recommendations\n  owner @shop, until 2027-02-01\n  evidence https://example.com/drill\nSign as (your name; empty leaves a draft): ');
    expect(stdout).toBe('.readiness/attestations.yaml:3 is signed by Ann: degradation\n');
    expect(statuses(await scanAt(folder))).toEqual(['active: it ends in 71 days']);
  });

  test('signs a draft that is there, keeps the comments around it, and takes the hashes anew', async () => {
    const folder = project({ 'docs/drill.md': 'it worked', 'deploy/app.yaml': 'replicas: 2\r\n', 'deploy/other.yaml': 'a: 1\n' });
    await run(folder, ['degradation', ...said, '--evidence', 'docs/drill.md', '--invalidated-by', 'deploy/app.yaml', 'src/**']);
    workspace.write(`${folder}/.readiness/attestations.yaml`, `# ours\n${readFileSync(fileOf(folder), 'utf8')}  # the end\n`);
    workspace.write(`${folder}/docs/drill.md`, 'it worked twice');
    const { stderr } = await run(folder, ['degradation'], { answer: 'Ann' });
    expect(stderr).toContain('stale when one of 2 files changes: deploy/app.yaml, src/main.ts\n');
    const text = readFileSync(fileOf(folder), 'utf8');
    expect(text).toMatch(/^# ours\n# What code cannot show.*\n[^]*# the end\n$/);
    expect(text).not.toContain('draft');
    expect(text).toContain(`sha256: ${sha256('it worked twice')}`);
    expect(statuses(await scanAt(folder))).toEqual(['active: it ends in 71 days']);
    // Neither line ends nor other files matter; what it names does.
    workspace.write(`${folder}/deploy/app.yaml`, 'replicas: 2\n');
    workspace.write(`${folder}/deploy/other.yaml`, 'a: 2\n');
    expect(statuses(await scanAt(folder))).toEqual(['active: it ends in 71 days']);
    workspace.write(`${folder}/src/main.ts`, `${service}// changed\n`);
    const report = await scanAt(folder);
    expect(statuses(report)).toEqual(['stale: what deploy/app.yaml, src/** holds has changed since 2026-11-22']);
    expect(item(report, 'degradation')?.verdict).toBe('unknown');
    // A person looks again, and signs again.
    await run(folder, ['degradation', '--until', '2027-03-01'], { answer: 'Bob' });
    expect(statuses(await scanAt(folder))).toEqual(['active: it ends in 99 days']);
  });

  test('puts no draft in the place of what a person signed', async () => {
    const folder = project();
    await run(folder, complete, { answer: 'Ann' });
    expect(await run(folder, complete)).toMatchObject({ code: 2, stderr: expect.stringMatching(/is signed by Ann\n {2}Only a person renews it/) as unknown });
  });

  test.each([
    ['an unknown item', ['degradatoin', ...said], /unknown item 'degradatoin'\n {2}did you mean "degradation"/],
    ['no statement', ['degradation', '--owner', '@shop', '--until', '2027-02-01', '--evidence', 'https://example.com'], /--statement/],
    ['no evidence', ['degradation', ...said], /needs evidence/],
    ['evidence that is not there', ['degradation', ...said, '--evidence', 'docs/gone.md'], /docs\/gone\.md cannot be read/],
    ['patterns that match nothing', [...complete, '--invalidated-by', 'charts/**'], /charts\/\*\* matches no file/],
    ['an end that has passed', [...complete, '--until', '2026-01-01'], /2026-01-01 has passed/],
    ['no owner', ['degradation', '--statement', 'x', '--until', '2027-02-01', '--evidence', 'https://example.com'], /needs an owner/],
  ])('refuses %s', async (_, argv, message) => {
    const folder = project();
    const { code, stderr } = await run(folder, argv, { answer: 'Ann' });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(fileOf(folder))).toBe(false);
  });
});

test('readiness attestations lists all, and lints those that do not count', async () => {
  const path = absolute(project(file(entry(), entry({ item: 'retries', signedBy: undefined }))));
  const draft = 'draft   .readiness/attestations.yaml:9 Retry logic with exponential backoff: nobody has signed it (the page works without recommendations, @shop)\n';
  const run = (verb: string, day = now): Promise<CliResult> => runInProcess(['attestations', verb, path, '--now', day], path);
  expect(await run('list')).toEqual({ code: 0, stdout: `active  .readiness/attestations.yaml:2 Graceful degradation: it ends in 71 days (the page works without recommendations, @shop)\n${draft}`, stderr: '' });
  expect(await run('lint')).toEqual({ code: 1, stdout: draft.replace('draft   ', 'draft  '), stderr: '' });
  expect((await run('lint', '2027-02-02')).stdout).toMatch(/^expired {2}\.readiness\/attestations\.yaml:2 /);
});
