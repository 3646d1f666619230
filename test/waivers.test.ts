import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { scan, type Report } from '../src/api.js';
import { addedWaivers } from '../src/waivers/added-waivers.js';
import { readWaiverText } from '../src/waivers/waiver-text.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess, type CliResult } from './support/in-process-cli.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const now = '2026-11-22';
let count = 0;

/** A service with these files, and the folder that it stands in. */
function project(files: Readonly<Record<string, string>>): string {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { express: '4.19.2' } }));
  for (const [path, text] of Object.entries(files)) workspace.write(`${folder}/${path}`, text);
  return `${workspace.root}/${folder}`;
}

const scanAt = (path: string, day = now): Promise<Report> => scan({ path, cache: false, now: day });
const scanFiles = (files: Readonly<Record<string, string>>, day?: string): Promise<Report> => scanAt(project(files), day);
const timeouts = (report: Report): readonly number[] => report.findings.flatMap(({ rule, line }) => (rule === 'require-timeout' ? [line] : []));
const item = (report: Report, id: string): Report['checklist']['items'][number] | undefined => report.checklist.items.find((one) => one.id === id);
const statuses = (report: Report): readonly string[] => report.waivers.map(({ status, note }) => `${status}: ${note}`);

const service = (body: string): string => `import express from 'express';
const app = express();
app.get('/', async function show(req, res, next) {
  try {
${body}
  } catch (error) {
    next(error);
  }
});
const server = app.listen(3000);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); setTimeout(() => process.exit(1), 9_000).unref(); });
`;
const open = "    res.json(await (await fetch('http://users.internal/a')).json());";
const closed = "    await (await fetch('http://users.internal/b', { signal: AbortSignal.timeout(900) })).json();";
const waived = (text: string): string => service(`    // readiness-ignore-next-line require-timeout -- ${text}\n${open}\n${closed}`);
const entry = (changes: Readonly<Record<string, string | undefined>> = {}): string => {
  const keys = { rule: 'require-timeout', file: 'src/main.ts', symbol: 'show', reason: 'the mesh ends it', owner: "'@shop'", until: '2027-02-01', ...changes };
  return `  - ${Object.entries<string | undefined>(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`])).join('\n    ')}\n`;
};
const file = (...entries: readonly string[]): string => `waivers:\n${entries.join('')}`;

describe('the text of a waiver', () => {
  test.each([
    ['the proxy ends it (until 2027-02-01, @shop)', { kind: 'accepted-risk', reason: 'the proxy ends it', owner: '@shop', until: '2027-02-01', faults: [] }],
    ['false-positive: it is a fake (@shop/core, until 2027-02-01, https://example.com/7)', { kind: 'false-positive', reason: 'it is a fake', owner: '@shop/core', issue: 'https://example.com/7', faults: [] }],
    ['accepted-risk: see (the page) (until 2027-02-01, ann@example.com)', { kind: 'accepted-risk', reason: 'see (the page)', owner: 'ann@example.com', faults: [] }],
    ['the proxy (nginx)', { reason: 'the proxy (nginx)', faults: ['lacks an owner and an end date'] }],
    ['(until 2027-02-01, @shop)', { reason: '', faults: ['lacks a reason'] }],
    ['x (until tomorrow, @shop)', { faults: ['ends on "tomorrow", which is no day written YYYY-MM-DD'] }],
    ['x (until 2027-02-01, @shop, soon)', { faults: ['says "soon", which is no end date, owner or issue'] }],
  ])('%s', (text, expected) => {
    expect(readWaiverText(text)).toMatchObject(expected);
  });
});

describe('an accepted risk', () => {
  test('opens the gate and keeps the score: its item is waived, and the finding is listed apart with all that is said', async () => {
    const [before, after] = await Promise.all([scanFiles({ 'src/main.ts': service(`${open}\n${closed}`) }), scanFiles({ 'src/main.ts': waived('the proxy ends it (until 2027-02-01, @shop)') })]);
    expect(item(before, 'timeouts')?.verdict).toBe('partial');
    expect(item(after, 'timeouts')).toMatchObject({ verdict: 'waived', quality: item(before, 'timeouts')?.quality, sites: { open: 1 } });
    expect(after.checklist.score).toEqual(before.checklist.score);
    expect(timeouts(before)).toEqual([5]);
    expect(timeouts(after)).toEqual([]);
    expect(after.suppressed).toEqual([expect.objectContaining({ rule: 'require-timeout', line: 6, kind: 'accepted-risk', reason: 'the proxy ends it', owner: '@shop', until: '2027-02-01', waiver: { file: 'src/main.ts', line: 5 } })]);
    expect(after.coverage['require-timeout']).toEqual(before.coverage['require-timeout']);
    expect(statuses(after)).toEqual(['active: it ends in 71 days']);
  });

  test('of one site of two leaves the item as it is', async () => {
    const report = await scanFiles({ 'src/main.ts': service(`    // readiness-ignore-next-line require-timeout -- x (until 2027-02-01, @shop)\n${open}\n${open}`) });
    expect(item(report, 'timeouts')?.verdict).toBe('fail');
    expect(timeouts(report)).toEqual([7]);
  });
});

test('what is said to be false counts nowhere', async () => {
  const report = await scanFiles({ 'src/main.ts': waived('false-positive: it is a fake (until 2027-02-01, @shop)') });
  expect(item(report, 'timeouts')).toMatchObject({ verdict: 'pass', quality: 1, sites: { open: 0 } });
  expect(report.coverage['require-timeout']).toMatchObject({ pass: 1, fail: 0 });
  expect(report.checklist.coverage.find(({ practice }) => practice === 'deadlines')).toMatchObject({ covered: 1, sites: 1 });
  expect(report.suppressed).toEqual([expect.objectContaining({ kind: 'false-positive' })]);
});

describe('the end of a waiver', () => {
  const path = project({ 'src/main.ts': waived('the proxy ends it (until 2027-02-01, @shop)') });

  test.each([
    ['2027-01-17', 'active: it ends in 15 days', []],
    ['2027-01-18', 'expiring: it ends in 14 days', []],
    ['2027-02-01', 'expiring: it ends today', []],
    ['2027-02-02', 'expired: it ended 1 day ago', [6]],
    ['2027-03-03', 'expired: it ended 30 days ago', [6]],
  ] as const)('on %s: %s', async (day, status, found) => {
    const report = await scanAt(path, day);
    expect(statuses(report)).toEqual([status]);
    expect(timeouts(report)).toEqual(found);
  });

  test('fails the gate of a scan, which says so', async () => {
    const argv = ['scan', path, '--no-cache', '--rule', 'require-timeout'];
    expect((await runInProcess([...argv, '--now', '2027-02-01'], path)).code).toBe(0);
    const { code, stdout } = await runInProcess([...argv, '--now', '2027-02-11'], path);
    expect(code).toBe(1);
    expect(stdout).toContain('expired waiver  src/main.ts:5 require-timeout: it ended 10 days ago (accepted-risk: the proxy\n                    ends it, @shop)');
    expect((await runInProcess([...argv, '--now', '2027-02-11', '--format', 'agent'], path)).stdout).toContain('\nwaiver expired src/main.ts:5 require-timeout: it ended 10 days ago (accepted-risk: the proxy ends it, @shop)\n');
    expect(await runInProcess([...argv, '--now', '11.2.2027'], path)).toMatchObject({ code: 2, stderr: expect.stringContaining('YYYY-MM-DD') as unknown });
  });
});

describe('a file of waivers', () => {
  const main = service(open);
  const withFile = (text: string, day?: string): Promise<Report> => scanFiles({ 'src/main.ts': main, '.readiness/waivers.yaml': text }, day);

  test('speaks of what a rule finds in a function, wherever that moves', async () => {
    for (const text of [main, `// a line\n// more\n${main}`]) {
      const report = await scanFiles({ 'src/main.ts': text, '.readiness/waivers.yaml': file(entry({ issue: 'https://example.com/7', item: 'timeouts' })) });
      expect(timeouts(report)).toEqual([]);
      expect(report.suppressed).toEqual([expect.objectContaining({ waiver: { file: '.readiness/waivers.yaml', line: 2 } })]);
      expect(report.waivers).toEqual([expect.objectContaining({ by: 'file', status: 'active', target: { file: 'src/main.ts', symbol: 'show' }, issue: 'https://example.com/7', sites: 1 })]);
    }
  });

  test.each([
    ['another function', { symbol: 'load' }, 'unused: require-timeout finds nothing in load of src/main.ts'],
    ['the top of the module', { symbol: undefined }, 'unused: require-timeout finds nothing there'],
    ['a file that is not there', { file: 'src/gone.ts' }, 'unused: there is no file src/gone.ts'],
    ['another rule', { rule: 'no-floating-promise' }, 'unused: no-floating-promise finds nothing in show of src/main.ts'],
    ['an unknown rule', { rule: 'require-timeot' }, 'incomplete: it names a rule that does not exist, "require-timeot": did you mean "require-timeout"?'],
    ['no owner', { owner: undefined }, 'incomplete: it lacks an owner'],
    ['an owner without a form', { owner: 'ann' }, 'incomplete: it names "ann" as its owner, which is no @name, @org/team or address'],
    ['no reason and no end', { reason: undefined, until: undefined }, 'incomplete: it lacks a reason and an end date'],
    ['no such day', { until: '2027-02-30' }, 'incomplete: it ends on "2027-02-30", which is no day written YYYY-MM-DD'],
    ['a slip in a key', { until: undefined, untill: '2027-02-01' }, 'incomplete: it has an unknown key "untill" (line 7): did you mean "until"?; it lacks an end date'],
    ['an unknown kind', { kind: 'wontfix' }, 'incomplete: it has the kind "wontfix": accepted-risk or false-positive'],
    ['an item of other rules', { item: 'retries' }, 'incomplete: it names the item "retries", which its rule does not decide: known: timeouts'],
    ['a list for a text', { reason: '[a, b]' }, 'incomplete: it must have a text at "reason" (line 5); it lacks a reason'],
    ['an issue without an address', { issue: 'SHOP-1' }, 'incomplete: it names "SHOP-1" as its issue, which is no address'],
  ])('with %s silences nothing, and says why', async (_, changes, status) => {
    const report = await withFile(file(entry(changes)));
    expect(timeouts(report)).toEqual([5]);
    expect(statuses(report)).toEqual([status]);
    expect(report.problems.filter(({ kind }) => kind === 'waiver')).toHaveLength(status.startsWith('incomplete') ? 1 : 0);
  });

  test('tells of an entry that stands there twice', async () => {
    expect(statuses(await withFile(file(entry(), entry({ reason: 'again' }))))).toEqual(['active: it ends in 71 days', 'incomplete: it repeats the entry of line 2']);
  });

  test.each([
    ['no YAML', 'waivers:\n  - rule: "x\n', /^\.readiness\/waivers\.yaml:\d is no YAML/],
    ['another key', 'waiver:\n  - rule: x\n', /^\.readiness\/waivers\.yaml:1 has an unknown key "waiver": did you mean "waivers"\?/],
    ['no list', 'waivers:\n  rule: x\n', /^\.readiness\/waivers\.yaml:2 must hold a list under "waivers"/],
  ])('that holds %s ends the run, with the lines around', async (_, text, message) => {
    const path = project({ 'src/main.ts': main, '.readiness/waivers.yaml': text });
    const { code, stderr } = await runInProcess(['scan', path, '--no-cache'], path);
    expect(code).toBe(2);
    expect(stderr.replace(/^readiness: /, '')).toMatch(message);
    expect(stderr).toMatch(/\n\s*> \d │/);
  });

  test.each(['', 'waivers:\n', 'waivers: []\n', '# nothing yet\n'])('may be empty: %j', async (text) => {
    expect((await withFile(text)).waivers).toEqual([]);
  });

  test('above the scanned folder holds as well, and speaks of its own paths', async () => {
    const path = project({ 'pnpm-workspace.yaml': '', 'services/a/package.json': '{"name":"a","type":"module","dependencies":{"express":"4.19.2"}}', 'services/a/src/main.ts': main, '.readiness/waivers.yaml': file(entry({ file: 'services/a/src/main.ts' }), entry({ file: 'services/b/src/main.ts' })) });
    const report = await scanAt(`${path}/services/a`);
    expect(timeouts(report)).toEqual([]);
    expect(statuses(report)).toEqual(['active: it ends in 71 days', 'not-judged: ../b/src/main.ts was not looked at']);
  });

  test('is not said to be unused where its rule did not run', async () => {
    const path = project({ 'src/main.ts': main, '.readiness/waivers.yaml': file(entry({ symbol: 'load' })) });
    const report = await scan({ path, cache: false, now, rules: ['no-floating-promise'] });
    expect(statuses(report)).toEqual(['not-judged: require-timeout did not run']);
  });
});

describe('comments', () => {
  test('that nothing is found at are unused; of a linter, only those that name our rules', async () => {
    const report = await scanFiles({ 'src/main.ts': service(`    // readiness-ignore-next-line require-timeout -- x (until 2027-02-01, @shop)\n${closed}\n    // eslint-disable-next-line readiness/no-floating-promise -- x (until 2027-02-01, @shop)\n    res.end(); // eslint-disable-line\n    /* eslint-disable no-console */`) });
    expect(statuses(report)).toEqual(['unused: require-timeout finds nothing there', 'unused: no-floating-promise finds nothing there']);
    expect(report.problems).toEqual([]);
  });

  test('that name a rule that does not exist say so', async () => {
    const report = await scanFiles({ 'src/main.ts': service(`    // readiness-ignore-next-line require-timeot -- x (until 2027-02-01, @shop)\n${open}`) });
    expect(timeouts(report)).toEqual([6]);
    expect(statuses(report)).toEqual(['incomplete: it names a rule that does not exist, "require-timeot": did you mean "require-timeout"?']);
  });
});

test('a change shows the waivers that it adds, with those whose end it puts off, and none that only moved', async () => {
  const both = (until: string, more = ''): string => `${more}${waived('the proxy ends it (until 2027-02-01, @shop)').replace('2027-02-01', until)}`;
  const base = await scanFiles({ 'src/main.ts': both('2027-02-01') });
  const added = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => addedWaivers(base, await scanFiles(files)).map((waiver) => `${waiver.file}:${String(waiver.line)} ${waiver.until ?? ''}`);
  expect(await added({ 'src/main.ts': both('2027-02-01', '\n\n') })).toEqual([]);
  expect(await added({ 'src/main.ts': both('2028-02-01') })).toEqual(['src/main.ts:5 2028-02-01']);
  expect(await added({ 'src/main.ts': both('2027-02-01'), '.readiness/waivers.yaml': file(entry()) })).toEqual(['.readiness/waivers.yaml:2 2027-02-01']);
});

describe('readiness waive', () => {
  const run = (path: string, ...argv: readonly string[]): Promise<CliResult> => runInProcess(['waive', ...argv, '--path', path, '--now', now], path);
  const complete = ['--reason', 'the mesh ends it', '--owner', '@shop', '--until', '2027-02-01'];

  test('writes an entry that the next scan follows, and keeps what stands in the file', async () => {
    const kept = `# ours\nwaivers:\n  # the first\n${entry({ rule: 'no-floating-promise' })}`;
    const path = project({ 'src/main.ts': service(open), '.readiness/waivers.yaml': kept });
    const { code, stdout } = await run(path, 'require-timeout', 'src/main.ts:5', ...complete, '--issue', 'https://example.com/7');
    expect(stdout).toBe('.readiness/waivers.yaml:10 waives what require-timeout finds in show of src/main.ts (1 site) until 2027-02-01\n');
    expect(code).toBe(0);
    expect(readFileSync(`${path}/.readiness/waivers.yaml`, 'utf8')).toBe(`${kept.replaceAll("'@shop'", "'@shop'")}  - rule: require-timeout\n    file: src/main.ts\n    symbol: show\n    kind: accepted-risk\n    reason: the mesh ends it\n    owner: "@shop"\n    until: 2027-02-01\n    issue: https://example.com/7\n`);
    expect(timeouts(await scanAt(path))).toEqual([]);
  });

  test('makes the file, and says all in JSON', async () => {
    const path = project({ 'src/main.ts': service(open) });
    const { stdout } = await run(path, 'require-timeout', 'src/main.ts:5', ...complete, '--kind', 'false-positive', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({ file: '.readiness/waivers.yaml', line: 3, rule: 'require-timeout', sites: 1, target: { file: 'src/main.ts', symbol: 'show' } });
    expect(item(await scanAt(path), 'timeouts')?.sites.open).toBe(0);
  });

  test.each([
    ['a line with nothing', ['require-timeout', 'src/main.ts:1', ...complete], /finds nothing on src\/main\.ts:1\n {2}In src\/main\.ts it finds something on line 5/],
    ['an unknown rule', ['require-timeot', 'src/main.ts:5', ...complete], /unknown rule 'require-timeot'\n {2}Did you mean require-timeout/],
    ['no line', ['require-timeout', 'src/main.ts', ...complete], /names no line/],
    ['no reason', ['require-timeout', 'src/main.ts:5', '--owner', '@shop', '--until', '2027-02-01'], /--reason/],
    ['an empty reason', ['require-timeout', 'src/main.ts:5', '--reason', ' ', '--owner', '@shop', '--until', '2027-02-01'], /needs a reason/],
    ['an owner without a form', ['require-timeout', 'src/main.ts:5', '--reason', 'x', '--owner', 'ann', '--until', '2027-02-01'], /"ann" is no owner/],
    ['an end that has passed', ['require-timeout', 'src/main.ts:5', '--reason', 'x', '--owner', '@shop', '--until', '2026-11-21'], /2026-11-21 has passed/],
    ['no such day', ['require-timeout', 'src/main.ts:5', '--reason', 'x', '--owner', '@shop', '--until', 'soon'], /"soon" is no day/],
    ['an unknown kind', ['require-timeout', 'src/main.ts:5', ...complete, '--kind', 'never'], /--kind/],
  ])('refuses %s', async (_, argv, message) => {
    const path = project({ 'src/main.ts': service(open) });
    const { code, stderr } = await run(path, ...argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('refuses what is waived already, and what an entry that has ended speaks of', async () => {
    const path = project({ 'src/main.ts': service(open), '.readiness/waivers.yaml': file(entry()) });
    expect((await run(path, 'require-timeout', 'src/main.ts:5', ...complete)).stderr).toMatch(/is waived already, in \.readiness\/waivers\.yaml:2/);
    workspace.write(path.slice(workspace.root.length + 1) + '/.readiness/waivers.yaml', file(entry({ until: '2026-01-01' })));
    expect((await run(path, 'require-timeout', 'src/main.ts:5', ...complete)).stderr).toMatch(/waivers\.yaml:2 speaks of it already/);
  });
});

describe('readiness waivers', () => {
  test('lists all, and lints those at fault', async () => {
    const path = project({ 'src/main.ts': waived('the proxy ends it (until 2027-02-01, @shop)'), '.readiness/waivers.yaml': file(entry({ symbol: 'load' })) });
    const run = (...argv: readonly string[]): Promise<CliResult> => runInProcess(['waivers', ...argv, path, '--now', now], path);
    const unused = 'unused  .readiness/waivers.yaml:2 require-timeout in load of src/main.ts: require-timeout finds nothing in load of src/main.ts (accepted-risk: the mesh ends it, @shop)\n';
    expect(await run('list')).toEqual({ code: 0, stdout: `${unused}active  src/main.ts:5 require-timeout: it ends in 71 days (accepted-risk: the proxy ends it, @shop)\n`, stderr: '' });
    expect(await run('lint')).toEqual({ code: 1, stdout: unused, stderr: '' });
    expect(JSON.parse((await run('lint', '--format', 'json')).stdout)).toMatchObject({ waivers: [{ status: 'unused' }] });
    expect((await run('lint', '--now', 'never')).code).toBe(2);
  });

  test('say that there are none', async () => {
    const path = project({ 'src/main.ts': service(closed) });
    expect(await runInProcess(['waivers', 'list', path], path)).toMatchObject({ code: 0, stdout: 'no waivers: readiness waive writes one\n' });
    expect(await runInProcess(['waivers', 'lint', path], path)).toMatchObject({ code: 0, stdout: 'no waivers at fault\n' });
  });
});
