import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover } from '../src/files/discover.js';
import type { Problem, Report } from '../src/model/report.js';
import { reportSchema } from '../src/report/schema.js';
import { createWorkspace, runBuiltCli, type CliRun, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

const manifest = JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { axios: '1.7.9' } });
/** One finding, on line 1. */
const sound = "export const load = () => fetch('http://users.internal');\n";

/** A project of its own: the files, a package.json and `src/a.ts` with one finding unless the files say otherwise. */
function project(files: Readonly<Record<string, string | Uint8Array | undefined>> = {}): string {
  count += 1;
  const folder = `project-${String(count)}`;
  mkdirSync(join(workspace.root, folder), { recursive: true });
  const all: Readonly<Record<string, string | Uint8Array | undefined>> = { 'package.json': manifest, 'src/a.ts': sound, ...files };
  for (const [path, content] of Object.entries(all)) {
    if (content !== undefined) workspace.write(`${folder}/${path}`, content);
  }
  return folder;
}

interface ScanRun extends CliRun {
  readonly report: Report;
}

/** Scans, and checks what holds for every run: a valid report alone on stdout, no crash, no stack. */
async function scan(folder: string, ...options: readonly string[]): Promise<ScanRun> {
  const run = await runBuiltCli(['scan', folder, '--no-cache', '--format', 'json', ...options], workspace.root);
  expect(run.stderr).toBe('');
  const report = reportSchema.parse(JSON.parse(run.stdout));
  expect(run.code).toBe(report.complete ? (report.findings.length > 0 ? 1 : 0) : 3);
  return { ...run, report };
}

/** Runs that are refused: exit code 2, words for people on stderr, the same as an object on stdout for programs. */
async function refusal(...argv: readonly string[]): Promise<{ readonly message: string; readonly help?: string }> {
  const run = await runBuiltCli([...argv, '--format', 'json'], workspace.root);
  const answer = JSON.parse(run.stdout) as { ok: boolean; complete: boolean; error: { message: string; help?: string } };
  expect(run).toMatchObject({ code: 2 });
  expect(answer).toMatchObject({ ok: false, complete: false });
  expect(run.stderr).toContain(answer.error.message.split('\n')[0]);
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(run.stdout).not.toMatch(/\\n\s+at /);
  return answer.error;
}

const places = ({ report }: ScanRun): readonly string[] => report.findings.map((f) => `${f.file}:${String(f.line)}:${String(f.column)}`);

function onlyProblem({ report }: ScanRun): Problem {
  const [problem] = report.problems;
  expect(report.problems).toHaveLength(1);
  if (!problem) throw new Error('no problem');
  return problem;
}

describe('nothing to judge', () => {
  test('an empty folder is not a clean service', async () => {
    const folder = project({ 'package.json': undefined, 'src/a.ts': undefined });
    const run = await scan(folder);
    expect(run.code).toBe(3);
    expect(run.report.problems).toContainEqual(
      expect.objectContaining({ kind: 'skipped', severity: 'error', message: `No source files were found below "${folder}"` }),
    );
    const text = await runBuiltCli(['scan', folder, '--no-cache'], workspace.root);
    expect(text.stdout).toMatch(/^‼ SCAN INCOMPLETE {2}nothing was judged\n/);
    expect(text.stdout).toMatch(/done complete=false .* exit=3\n$/);
  });

  test('a folder with tests only is not clean either', async () => {
    const run = await scan(project({ 'src/a.ts': undefined, 'test/a.test.ts': sound }));
    expect(run.code).toBe(3);
  });

  test('an empty file, and one with comments only, are in order', async () => {
    const run = await scan(project({ 'src/a.ts': '', 'src/b.ts': '// nothing yet\n/* nor here */' }));
    expect(run.code).toBe(0);
    expect(run.report).toMatchObject({ findings: [], problems: [], project: { files: 2 } });
  });
});

describe('one bad file does not keep the others from being judged', () => {
  test('no package.json: judged, and told that versions are unknown', async () => {
    const run = await scan(project({ 'package.json': undefined }));
    expect(run.code).toBe(1);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'config', severity: 'warning', message: expect.stringContaining('There is no package.json') as unknown });
  });

  test('a template under the name of source is no syntax error, and one beside a tag is', async () => {
    const run = await scan(project({ 'src/page.js': 'window.version = <%- JSON.stringify(version) %>;\n' }));
    expect(onlyProblem(run)).toMatchObject({ kind: 'skipped', severity: 'warning', file: 'src/page.js', line: 1, message: expect.stringMatching(/is a template/) as unknown });
    const broken = await scan(project({ 'src/b.ts': "const form = '<%= name %>';\nconst = 1;\n" }));
    expect(onlyProblem(broken)).toMatchObject({ kind: 'parse', severity: 'error', file: 'src/b.ts', line: 2 });
  });

  test('a syntax error', async () => {
    const run = await scan(project({ 'src/b.ts': "import { x } from './x.js';\nconst broken = {;\nfetch(x);\n" }));
    expect(run.code).toBe(3);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'parse', severity: 'error', file: 'src/b.ts', line: 2, message: expect.stringMatching(/^Syntax error: /) as unknown });
  });

  test('a broken tsconfig', async () => {
    const run = await scan(project({ 'tsconfig.json': '{\n  "compilerOptions": {,\n}' }));
    expect(run.code).toBe(1);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'config', severity: 'warning', file: 'tsconfig.json', line: 2 });
  });

  test('a broken package.json, with its line', async () => {
    const run = await scan(project({ 'package.json': '{\n  "name": "shop",\n  "dependencies" { "axios": "1" }\n}' }));
    expect(run.code).toBe(3);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'config', severity: 'error', file: 'package.json', line: 3, message: expect.stringContaining('is not valid JSON') as unknown });
  });

  test('a broken lockfile: versions come from the ranges', async () => {
    const run = await scan(project({ 'package-lock.json': '{\n  "lockfileVersion": 3,\n  "packages": {\n' }));
    expect(run.code).toBe(1);
    expect(onlyProblem(run)).toMatchObject({ kind: 'config', severity: 'warning', file: 'package-lock.json', line: 4 });
  });

  test('a merge conflict in the lockfile is called one', async () => {
    const run = await scan(project({ 'package-lock.json': '{\n<<<<<<< HEAD\n  "lockfileVersion": 3,\n=======\n  "lockfileVersion": 2,\n>>>>>>> b\n}' }));
    expect(onlyProblem(run)).toMatchObject({ file: 'package-lock.json', line: 2, message: expect.stringContaining('merge conflict') as unknown });
  });

  test('a binary file that is named .ts', async () => {
    const run = await scan(project({ 'src/video.ts': Uint8Array.from({ length: 3000 }, (_, i) => (i * 7) % 256) }));
    expect(run.code).toBe(3);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'skipped', severity: 'error', file: 'src/video.ts', message: 'is binary, not source text' });
  });

  test('a file over 2 MB is left out and named', async () => {
    const run = await scan(project({ 'src/bundle.ts': 'export const a = 1;\n'.repeat(120_000) }));
    expect(run.code).toBe(1);
    expect(onlyProblem(run)).toMatchObject({ kind: 'skipped', severity: 'warning', file: 'src/bundle.ts', message: expect.stringContaining('larger than 2 MB (2.3 MB)') as unknown });
  });

  test('problems read as sentences', async () => {
    const folder = project({ 'src/b.ts': 'const = 1;', 'src/video.ts': Uint8Array.from([0, 1, 2]) });
    const { stdout } = await runBuiltCli(['scan', folder, '--no-cache'], workspace.root);
    expect(stdout).toContain('✖ skipped  src/video.ts is binary, not source text\n');
    expect(stdout).toContain('✖ parse  src/b.ts:1: Syntax error: ');
  });
});

describe('what no stack is deep enough for', () => {
  const deep = 5_000;

  test('is named, file by file', async () => {
    const texts = {
      parentheses: `export const a = ${'('.repeat(deep)}1${')'.repeat(deep)};`,
      sum: `export const a = ${Array.from({ length: deep }, () => 'x').join(' + ')};`,
      calls: `export const a = ${'f('.repeat(deep)}1${')'.repeat(deep)};`,
      chain: `export const a = query${'.where()'.repeat(deep)};`,
      literals: `export const a = ${'{ a: '.repeat(deep)}1${' }'.repeat(deep)};`,
      blocks: `${'{'.repeat(deep)}${'}'.repeat(deep)}`,
      elseif: `${'if (x) {} else '.repeat(deep)}{}`,
      functions: `${'function f() {'.repeat(deep)}${'}'.repeat(deep)}`,
    };
    const run = await scan(project(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`src/deep/${name}.ts`, `${text}\n`]))));
    expect(run.code).toBe(3);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(run.report.problems.map(({ file, kind, severity, message }) => ({ file, kind, severity, message }))).toEqual(
      Object.keys(texts)
        .sort()
        .map((name) => ({ file: `src/deep/${name}.ts`, kind: 'skipped', severity: 'error', message: 'is nested too deeply to be analysed' })),
    );
  });

  test('a few hundred levels are judged like any other', async () => {
    const run = await scan(project({ 'src/b.ts': `export const a = ${Array.from({ length: 300 }, () => 'x').join(' + ')};\nfetch(a);\n` }));
    expect(places(run)).toEqual(['src/a.ts:1:27', 'src/b.ts:2:1']);
    expect(run.report.problems).toEqual([]);
  });
});

test('a file of 20,000 lines is judged in seconds', async () => {
  const line = (i: number): string => (i % 100 === 99 ? `export const f${String(i)} = async (url: string) => (await fetch(url)).json();` : `export const v${String(i)} = [${String(i)}, 'x'].map((item) => item);`);
  const run = await scan(project({ 'src/a.ts': `${Array.from({ length: 20_000 }, (_, i) => line(i)).join('\n')}\n` }));
  expect(run.code).toBe(1);
  expect(run.report.findings).toHaveLength(200);
  expect(places(run).at(-1)).toMatch(/^src\/a\.ts:20000:/);
  // About 4 s on two shared cores; a step that is quadratic in the calls would need minutes.
  expect(run.ms).toBeLessThan(25_000);
});

describe('links and files that cannot be read', () => {
  test('links that lead in a circle end the walk, not the scan', async () => {
    const folder = project();
    symlinkSync('..', join(workspace.root, folder, 'src/up'));
    symlinkSync('self.ts', join(workspace.root, folder, 'src/self.ts'));
    const run = await scan(folder);
    expect(run.code).toBe(1);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'unreadable', file: 'src/self.ts', message: expect.stringContaining('in a circle') as unknown });
  });

  test('a link to nothing is named', async () => {
    const folder = project();
    symlinkSync('gone.ts', join(workspace.root, folder, 'src/b.ts'));
    expect(onlyProblem(await scan(folder))).toMatchObject({ kind: 'unreadable', severity: 'warning', file: 'src/b.ts' });
  });

  test('a file that cannot be read makes the scan incomplete', async () => {
    const folder = project();
    makeUnreadable(`${folder}/src/locked.ts`);
    const run = await scan(folder);
    expect(run.code).toBe(3);
    expect(places(run)).toEqual(['src/a.ts:1:27']);
    expect(onlyProblem(run)).toMatchObject({ kind: 'unreadable', severity: 'error', file: 'src/locked.ts', message: expect.stringContaining('cannot be read') as unknown });
  });

  /** Root reads what permissions forbid, but not the start of a process's memory. */
  function makeUnreadable(path: string): void {
    if (process.getuid?.() === 0) symlinkSync('/proc/self/mem', join(workspace.root, path));
    else chmodSync(workspace.write(path, sound), 0o000);
  }

  test('a folder that cannot be listed is named, and the rest is found', async () => {
    const folder = project({ 'src/closed/b.ts': sound });
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const { readdir } = await import('node:fs/promises');
    const { files, problems } = await discover(join(workspace.root, folder), {}, (at) =>
      at.endsWith('closed') ? Promise.reject(denied) : readdir(at, { withFileTypes: true }),
    );
    expect(files.map((f) => f.path)).toEqual(['src/a.ts']);
    expect(problems).toEqual([expect.objectContaining({ kind: 'unreadable', severity: 'error', file: 'src/closed', message: 'cannot be read: permission denied' })]);
  });
});

describe('places', () => {
  test('a byte order mark, CRLF, a tab and emoji before a finding', async () => {
    const text = "\ufeff// 👩‍🚀 café\r\nexport const a = async () => {\r\n\tconst s = '🚀🚀'; await fetch('http://x');\r\n};\r\n";
    const run = await scan(project({ 'src/a.ts': text }));
    // Columns count UTF-16 units, as in editors and in ESLint: each rocket is two.
    expect(places(run)).toEqual(['src/a.ts:3:26']);
    expect(run.report.findings[0]).toMatchObject({ endLine: 3, endColumn: 31 });
    expect(run.report.findings[0]?.frame.lines).toContain("\tconst s = '🚀🚀'; await fetch('http://x');");
  });

  test('names with spaces, quotes and letters of other scripts', async () => {
    const names = ['src/日本 語.ts', "src/it's.ts", 'src/größe/ä b.ts'];
    const run = await scan(project({ 'src/a.ts': undefined, ...Object.fromEntries(names.map((name) => [name, sound])) }));
    expect(new Set(run.report.findings.map((f) => f.file))).toEqual(new Set(names));
  });

  test('such a name can be asked about', async () => {
    const folder = project({ 'src/日本 語.ts': sound });
    const { code, stdout } = await runBuiltCli(['why', 'src/日本 語.ts:1', '--path', folder], workspace.root);
    expect(code).toBe(0);
    expect(stdout).toContain('✖ require-timeout fail');
  });
});

describe('wrong use is refused with 2, also in JSON', () => {
  test('a path that does not exist', async () => {
    expect((await refusal('scan', 'not-here')).message).toBe('There is no file or folder "not-here".');
  });

  test('a file that is no source', async () => {
    const folder = project();
    expect((await refusal('scan', `${folder}/package.json`)).message).toContain('is not TypeScript or JavaScript source');
  });

  test('a single source file, in contrast, is scanned alone', async () => {
    const folder = project({ 'src/b.ts': sound });
    expect(places(await scan(`${folder}/src/b.ts`))).toEqual(['src/b.ts:1:27']);
  });

  test.each([
    [['scan', '--formt'], "unknown option '--formt'", 'Did you mean --format?'],
    [['scan', '--preset', 'strictt'], "'strictt' is invalid", ''],
    [['scan', '--rule', 'require-timeouts'], "unknown rule 'require-timeouts'", 'Did you mean require-timeout?'],
    [['why', 'src/a.ts'], "'src/a.ts' names no line", 'src/server.ts:12'],
    [['why', 'src/none.ts:1'], 'not among the', '--path'],
  ])('%j', async (argv, message, help) => {
    const error = await refusal(...argv);
    expect(error.message).toContain(message);
    expect(error.help ?? '').toContain(help);
  });

  test('an unknown format', async () => {
    const { code, stdout, stderr } = await runBuiltCli(['scan', '--format', 'xml'], workspace.root);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/unknown format 'xml'\n.*terminal, json, agent/);
  });

  test('a report that cannot be written', async () => {
    const folder = project();
    expect((await refusal('scan', folder, '--output', `${folder}/src/a.ts/report.json`)).message).toContain('cannot write');
  });
});

describe('a configuration that cannot be used is refused with 2', () => {
  test.each([
    ['an unknown key', 'json', '{\n  "preset": "strict",\n  "presset": 1\n}', 'readiness.config.json:3: unknown key "presset".', 'Did you mean "preset"?'],
    ['broken JSON', 'json', '{\n  "preset": \n}', 'readiness.config.json:3 is not valid JSON', ''],
    ['a wrong type', 'json', '{ "exclude": "src" }', '"exclude" must be a list, not "src"', ''],
    ['a wrong level', 'json', '{ "rules": { "require-timeout": "warn" } }', 'must be "off", "error", "warning" or "info"', 'warning'],
    ['an unknown rule', 'json', '{ "rules": { "require-timeouts": "off" } }', 'unknown rule "require-timeouts"', 'require-timeout'],
    ['a script that throws', 'ts', 'throw new Error("the vault is sealed");', 'readiness.config.ts cannot be loaded: the vault is sealed.', ''],
    ['a script with a syntax error', 'mjs', 'export default {', 'readiness.config.mjs cannot be loaded: ', ''],
    ['a script without an export', 'ts', 'const config = {};', 'readiness.config.ts does not export an object.', 'export default'],
    ['an import that is not there', 'ts', 'import "not-installed"; export default {};', "Cannot find module 'not-installed'", ''],
    ['an entry that extends none', 'json', '{ "catalog": [{ "id": "a", "name": "a", "packages": ["a"], "extends": "axio" }] }', 'names an unknown entry "axio"', 'axios'],
    ['an entry that extends itself', 'json', '{ "catalog": [{ "id": "a", "name": "a", "packages": ["a"], "extends": "a" }] }', 'extends itself', ''],
    ['an entry with a place that is none', 'json', entryWith({ at: ['options.timeout'] }), 'must be a place such as', ''],
    ['an entry with a path that is none', 'json', entryWith({ path: 'get(|post' }), 'must be an access path such as', ''],
    ['an entry that names a knob it has not', 'json', entryWith({ knobs: ['timeut'] }), 'names an unknown knob "timeut"', 'timeout'],
  ])('%s', async (_, extension, text, message, help) => {
    const folder = project({ [`readiness.config.${extension}`]: text });
    const error = await refusal('scan', folder, '--no-cache');
    expect(error.message).toContain(message);
    expect(error.help ?? '').toContain(help);
  });

  test('by every command that reads it', async () => {
    const folder = project({ 'readiness.config.json': '{' });
    const { message } = await refusal('scan', folder);
    expect((await refusal('why', 'src/a.ts:1', '--path', folder)).message).toBe(message);
  });

  test('a folder of that name is no configuration', async () => {
    const folder = project({ 'readiness.config.json/a.txt': '' });
    expect((await scan(folder)).code).toBe(1);
  });
});

describe('a configuration is foreign code', () => {
  test('what it prints does not get into the report', async () => {
    const folder = project({ 'readiness.config.mjs': 'console.log("loading"); export default {};' });
    const { stdout, stderr, code } = await runBuiltCli(['scan', folder, '--no-cache', '--format', 'json'], workspace.root);
    expect(code).toBe(1);
    expect(reportSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
    expect(stderr).toBe('loading\n');
  });

  test.each([
    ['that ends the process', 'process.exit(0);'],
    ['that never comes to an end', 'await new Promise(() => {}); export default {};'],
  ])('one %s does not look like a clean scan', async (_, text) => {
    const folder = project({ 'readiness.config.mjs': text });
    const { stdout, stderr, code } = await runBuiltCli(['scan', folder, '--no-cache', '--format', 'json'], workspace.root);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, complete: false, error: { code: 'UNFINISHED' } });
    expect(stderr).toContain('the process ended before the work was done');
  });
});

function entryWith({ at = ['call.timeout'], path = 'get|post', knobs = ['timeout'] }: { at?: readonly string[]; path?: string; knobs?: readonly string[] }): string {
  const timeout = { at, unit: 'ms', default: 'none', covers: ['headers'], source: 'its README' };
  const calls = [{ path, kind: 'outbound', does: 'HTTP request', options: 1, knobs, phases: ['headers'] }];
  return JSON.stringify({ catalog: [{ id: 'acme', name: '@acme/http', packages: ['@acme/http'], calls, knobs: { timeout } }] });
}
