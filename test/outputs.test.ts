import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CliHost, CliParts } from '../src/cli/host.js';
import { hasLinks, outputStyle } from '../src/cli/output-style.js';
import { runCli } from '../src/cli/run.js';
import { renderJson } from '../src/report/json.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';
import { fullReport, sampleFinding, sampleReport } from './support/sample-report.js';

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

const report = sampleReport({ findings: [sampleFinding()] });

/** Runs a command line whose scan is `scan`: what it writes is what is tested. */
async function run(argv: readonly string[], { scan = () => Promise.resolve(report), env = {} }: { readonly scan?: CliParts['scan']; readonly env?: CliHost['env'] } = {}): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): CliHost['stdout'] => ({ write: (text) => void (written[name] += text) });
  const nothing = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const code = await runCli(argv, { stdout: stream('stdout'), stderr: stream('stderr'), env, cwd: workspace.root, parts: { scan, rules: nothing, explainSite: nothing, knownLibrary: nothing, knownNames: nothing, usedLibraries: nothing, isAgent: () => Promise.resolve(false), changesBelow: async function* () { /* nothing changes */ } } });
  return { code, ...written };
}

const read = (file: string): string => readFileSync(join(workspace.root, file), 'utf8');

describe('several formats', () => {
  test('are written in one run: one to stdout, the others to their files', async () => {
    const { code, stdout, stderr } = await run(['scan', '--format', 'terminal', '--format', 'gitlab=out/quality.json', '--format', 'badge=out/b=1.svg']);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^✖ GATE FAILED[^]*\ndone /);
    expect(JSON.parse(read('out/quality.json'))).toHaveLength(1);
    expect(read('out/b=1.svg')).toMatch(/^<svg /);
    expect(readdirSync(join(workspace.root, 'out'))).toEqual(['b=1.svg', 'quality.json']);
  });

  test('with files only stdout stays empty, and --output is the file of the one that names none', async () => {
    expect((await run(['scan', '--format', 'json=a.json'])).stdout).toBe('');
    expect((await run(['scan', '--format', 'json=a.json', '--format', 'agent', '--output', 'b.txt'])).stdout).toBe('');
    expect(read('b.txt')).toMatch(/^readiness\/1 /);
  });

  test.each([
    [['--format', 'sarfi'], "unknown format 'sarfi'", 'Did you mean sarif?'],
    [['--format', 'zzz'], "unknown format 'zzz'", 'Formats: terminal, json,'],
    [['--format', 'json', '--format', 'agent'], 'two formats cannot share stdout: json and agent', '--format agent=<file>'],
    [['--format', 'json=a', '--format', 'agent=a'], 'two formats cannot share the file a', ''],
    [['--format', 'json='], '--format json= names no file', '--format json=<file>'],
    [['--format', 'json=a', '--output', 'b'], 'no format is left for --output b', ''],
  ])('%j is refused with what to do', async (argv, message, help) => {
    const { code, stderr } = await run(['scan', ...argv]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });
});

describe('a run that is killed', () => {
  test('leaves no file: those of the run before are gone while it works', async () => {
    workspace.write('old.sarif', '{}');
    workspace.write('old.json', '{}');
    const stands = (): boolean => ['old.sarif', 'old.json'].some((file) => existsSync(join(workspace.root, file)));
    const { code, stderr } = await run(['scan', '--format', 'sarif=old.sarif', '--format', 'json', '--output', 'old.json'], { scan: () => Promise.reject(new Error(`old ones stand: ${String(stands())}`)) });

    expect(stderr).toContain('old ones stand: false');
    expect(code).toBe(3);
    expect(existsSync(join(workspace.root, 'old.sarif'))).toBe(false);
  });

  test('wrong use removes nothing', async () => {
    workspace.write('kept.json', '{}');
    expect((await run(['scan', '--format', 'json=kept.json', '--format', 'nothing'])).code).toBe(2);
    expect(read('kept.json')).toBe('{}');
  });

  test('a file behind a link is replaced, the link stays; what is no file is not removed', async () => {
    workspace.write('real.json', '{}');
    symlinkSync('real.json', join(workspace.root, 'link.json'));
    mkdirSync(join(workspace.root, 'folder.json'));

    expect((await run(['scan', '--format', 'json=link.json'])).code).toBe(1);
    expect(read('real.json')).toContain('"schemaVersion": 1');
    expect((await run(['scan', '--format', 'json=folder.json'])).stderr).toContain('cannot write folder.json: ');
    expect((await run(['scan', '--format', 'json=/dev/null'])).code).toBe(1);
    expect(existsSync('/dev/null')).toBe(true);
  });
});

describe('readiness report', () => {
  test('writes a stored report in other formats, and judges nothing', async () => {
    workspace.write('stored.json', renderJson(fullReport()));
    const { code, stdout } = await run(['report', 'stored.json', '--format', 'agent', '--format', 'junit=junit.xml'], { scan: () => Promise.reject(new Error('scanned')) });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^readiness\/1 complete=false gate=incomplete /);
    expect(read('junit.xml')).toContain('<testsuites ');
  });

  test.each([
    ['nowhere.json', undefined, '"nowhere.json" cannot be read'],
    ['cut.json', '{ "schemaVersion": 1, "to', '"cut.json" is no JSON, or was cut off'],
    ['other.json', '{ "schemaVersion": 7 }', '"other.json" is written in version 7 of the format'],
  ])('refuses %s', async (file, text, message) => {
    if (text !== undefined) writeFileSync(join(workspace.root, file), text);
    const { code, stdout, stderr } = await run(['report', file, '--format', 'agent']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('the summary of a GitHub job', () => {
  test('gets the report when annotations are asked for, after what other steps wrote', async () => {
    const file = workspace.write('summary.md', 'before\n');
    await run(['scan', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: file } });

    expect(read('summary.md')).toMatch(/^before\n[^]*src\/server\.ts:12/);
  });

  test('stays under the megabyte that GitHub takes', async () => {
    const file = workspace.write('big.md', '');
    const findings = Array.from({ length: 3000 }, (_, line) => sampleFinding({ line: line + 1, endLine: line + 1, message: `注文 ${'x'.repeat(400)}` }));
    await run(['scan', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: file }, scan: () => Promise.resolve(sampleReport({ findings })) });

    expect(Buffer.byteLength(read('big.md'))).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(read('big.md'))).toBeGreaterThan(100_000);
  });

  test('that cannot be written fails nothing', async () => {
    const { code, stderr } = await run(['scan', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: join(workspace.root, 'no/such/folder.md') } });
    expect(code).toBe(1);
    expect(stderr).toContain('the job summary was not written');
  });
});

describe('what the terminal can show', () => {
  const host = (env: CliHost['env'], isTTY = true): CliHost => ({ stdout: { write: () => undefined, isTTY, columns: 80 }, env }) as unknown as CliHost;

  test.each([
    [{ LANG: 'en_US.UTF-8' }, true, false],
    [{}, true, false],
    [{ LANG: 'C' }, true, true],
    [{ LC_ALL: 'de_DE.ISO-8859-1', LANG: 'en_US.UTF-8' }, true, true],
    [{ LANG: 'C' }, false, false],
    [{ READINESS_ASCII: '1' }, false, true],
    [{ READINESS_ASCII: '0', LANG: 'C' }, true, false],
  ])('%j, terminal %j: ASCII %j', (env, isTTY, ascii) => {
    expect(outputStyle(host(env, isTTY), false).ascii).toBe(ascii);
  });

  test.each([
    [{ TERM_PROGRAM: 'iTerm.app' }, true, true],
    [{ VTE_VERSION: '6800' }, true, true],
    [{ TERM: 'xterm-256color' }, true, false],
    [{ TERM_PROGRAM: 'vscode' }, false, false],
    [{ TERM_PROGRAM: 'vscode', CI: 'true' }, true, false],
    [{ TERM_PROGRAM: 'vscode', NO_COLOR: '1' }, true, false],
    [{ TERM_PROGRAM: 'vscode', TERM: 'dumb' }, true, false],
    [{ FORCE_HYPERLINK: '1' }, false, true],
    [{ FORCE_HYPERLINK: '0', WT_SESSION: 'x' }, true, false],
  ])('%j, terminal %j: links %j', (env, isTTY, links) => {
    expect(hasLinks(host(env, isTTY))).toBe(links);
  });

  test('FORCE_COLOR, NO_COLOR and a dumb terminal', () => {
    expect(outputStyle(host({ FORCE_COLOR: '1' }, false), true).color).toBe(true);
    expect(outputStyle(host({ FORCE_COLOR: '1', NO_COLOR: '1' }), false).color).toBe(false);
    expect(outputStyle(host({ TERM: 'dumb' }), false).color).toBe(false);
    expect(outputStyle(host({ TERM: 'xterm' }), false).color).toBe(true);
  });
});
