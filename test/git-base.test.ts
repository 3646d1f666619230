import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan, type Report } from '../src/api.js';
import { forgePage } from '../src/files/revision.js';
import { reportSchema } from '../src/report/schema.js';
import { verdict } from '../src/report/verdict.js';
import { createWorkspace } from './support/cli-run.js';
import { gitIn, gitRepository, type GitRepository } from './support/git-repository.js';
import { runInProcess } from './support/in-process-cli.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const manifest = JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' } });
const bounded = (name: string): string => `export const ${name} = () => fetch('http://users.internal/${name}', { signal: AbortSignal.timeout(900) });\n`;
const endless = (name: string): string => `export const ${name} = () => fetch('http://users.internal/${name}');\n`;
const rules = ['require-timeout'] as const;
const temporary = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('readiness-tree-'));

let shop: GitRepository;
let first: string;
let count = 0;

/** A repository with one bad file, and a branch of it. */
function branched(files: Readonly<Record<string, string>> = {}): GitRepository {
  count += 1;
  const made = gitRepository(`${workspace.root}/shop-${String(count)}`, { 'package.json': manifest, 'src/old.js': endless('old'), 'src/kept.js': bounded('kept'), ...files });
  made.git('checkout', '--quiet', '-b', 'feature');
  return made;
}

const compared = (repository: GitRepository, base = 'main'): Promise<Report> => scan({ path: repository.folder, base, rules, cache: false });

beforeAll(() => {
  shop = branched();
  first = shop.git('rev-parse', 'HEAD');
});

describe('the revision', () => {
  test('is the commit, the branch and the folder in the repository; of a folder in no repository there is none', async () => {
    shop.git('remote', 'add', 'origin', 'https://ann:secret@git.example.com/acme/shop.git');
    const { revision } = await scan({ path: `${shop.folder}/src`, rules, cache: false });
    shop.git('remote', 'remove', 'origin');
    expect(revision).toEqual({ commit: first, date: '2026-11-22T00:00:00.000Z', branch: 'feature', url: 'https://git.example.com/acme/shop', folder: 'src' });
    workspace.write('plain/src/a.js', bounded('a'));
    expect((await scan({ path: `${workspace.root}/plain`, rules, cache: false })).revision).toBeUndefined();
  });

  test.each([
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['https://token@github.com/acme/shop/', 'https://github.com/acme/shop'],
    ['http://git.corp:8080/a/b.git', 'http://git.corp:8080/a/b'],
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
    ['ssh://git@git.example.com:2222/group/sub/shop.git', 'https://git.example.com/group/sub/shop'],
    ['ssh://git@ssh.github.com:443/acme/shop.git', 'https://github.com/acme/shop'],
    ['work:acme/shop.git', undefined],
    ['/srv/git/shop.git', undefined],
    ['file:///srv/git/shop.git', undefined],
  ])('%s is the page %s', (remote, page) => {
    expect(forgePage(remote)).toBe(page);
  });
});

describe('--base', () => {
  test('tells what is new, what is mended and what was there; a commit of the base after the fork, and a folder that git was asked to make, leave nothing behind', async () => {
    const service = branched({ 'src/mended.js': endless('mended') });
    service.git('checkout', '--quiet', 'main');
    service.write('src/theirs.js', endless('theirs'));
    service.commit('what others did since');
    service.git('checkout', '--quiet', 'feature');
    service.write('src/mended.js', bounded('mended'));
    service.commit('mended');
    service.write('src/uncommitted.js', endless('uncommitted'));
    const before = temporary();

    const report = await compared(service);
    const added = report.findings.filter(({ fingerprint }) => report.comparison?.added.includes(fingerprint));
    expect(added.map(({ file }) => file)).toEqual(['src/uncommitted.js']);
    expect(report.comparison?.fixed.map(({ file }) => file)).toEqual(['src/mended.js']);
    expect(report.findings.map(({ file }) => file)).toEqual(['src/old.js', 'src/uncommitted.js']);
    expect(report.comparison?.base).toEqual({ ref: 'main', commit: service.git('merge-base', 'main', 'feature'), complete: true });
    expect(verdict(report)).toMatchObject({ gate: 'fail', errors: 2, added: { errors: 1 }, exitCode: 1 });
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    expect(service.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(temporary().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('a file that was renamed and edited, a function that was moved, and lines that were formatted anew are not new', async () => {
    const body = (call: string): string => `export async function load(url) {\n  const user = 1;\n  const answer = await ${call};\n  return answer.json();\n}\n`;
    const service = branched({ 'src/renamed.js': `${bounded('a')}${bounded('b')}${bounded('c')}${endless('d')}`, 'src/moved.js': body('fetch(url)'), 'src/formatted.js': body("globalThis.fetch(url)") });
    service.git('mv', 'src/renamed.js', 'src/name.js');
    service.write('src/name.js', `// Moved.\n${bounded('a')}${bounded('b')}${bounded('c2')}${endless('d')}`);
    service.git('rm', '--quiet', 'src/moved.js');
    service.write('src/deep/target.js', `${bounded('x')}${bounded('y')}\n${body('fetch(url)')}${bounded('z')}`);
    service.write('src/formatted.js', body('globalThis\n    .fetch(\n      url,\n    )'));
    service.commit('moved');
    const { comparison, findings } = await compared(service);
    expect(findings.map(({ file }) => file)).toEqual(['src/deep/target.js', 'src/formatted.js', 'src/name.js', 'src/old.js']);
    expect([comparison?.added, comparison?.fixed]).toEqual([[], []]);
  });

  test('a folder that the base does not have is all new, and says so', async () => {
    const service = branched();
    service.write('services/mail/package.json', manifest);
    service.write('services/mail/main.js', endless('mail'));
    service.commit('a service');
    const { stdout, code } = await runInProcess(['scan', `${service.folder}/services/mail`, '--base', 'main', '--rule', 'require-timeout', '--no-cache'], service.folder);
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/1 new error.*compared with main at [0-9a-f]{7}, which has no source in this folder: all is new/);
  });

  test('a base that cannot be judged whole makes the comparison incomplete', async () => {
    const service = branched({ 'src/broken.js': 'export const = ;\n' });
    service.write('src/broken.js', bounded('broken'));
    const report = await compared(service);
    expect(verdict(report).exitCode).toBe(3);
    expect(report.problems).toEqual([expect.objectContaining({ kind: 'comparison', message: expect.stringMatching(/The base main was not judged whole: src\/broken\.js:1 Syntax error/) as unknown })]);
  });

  test('the second comparison with the same base reads what the first found', async () => {
    const service = branched();
    service.write('node_modules/.keep', '');
    service.write('.gitignore', 'node_modules\n');
    const stages = new Set<string>();
    const run = (): Promise<Report> => scan({ path: service.folder, base: 'main', rules, onProgress: ({ stage }) => stages.add(stage) });
    const [one, again] = [await run(), (stages.clear(), await run())];
    expect(again.comparison).toEqual(one.comparison);
    expect([...stages]).toEqual([]);
    expect(existsSync(`${service.folder}/node_modules/.cache/readiness`)).toBe(true);
  });

  test.each([
    ['a name that is nearly one', () => 'maim', /git knows no branch, tag or commit "maim"\.\n {2}Did you mean "main"\?/],
    ['a name that is an option', () => '--all', /git knows no branch, tag or commit "--all"/],
  ])('%s is refused', async (_, ref, message) => {
    const { code, stderr } = await runInProcess(['scan', shop.folder, `--base=${ref()}`], shop.folder);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test('a shallow clone without the commit says how to mend it, and a folder in no repository that it is none', async () => {
    const origin = branched();
    origin.write('src/more.js', bounded('more'));
    origin.commit('second');
    const clone = `${workspace.root}/shallow`;
    gitIn(workspace.root)('clone', '--quiet', '--depth', '1', '--no-single-branch', '--branch', 'feature', `file://${origin.folder}`, clone);
    const shallow = await runInProcess(['scan', clone, '--base', 'origin/main'], clone);
    expect([shallow.code, shallow.stderr]).toEqual([2, expect.stringMatching(/This clone is shallow: it does not hold the commit[^]*git fetch --unshallow[^]*fetch-depth: 0/)]);
    const gone = await runInProcess(['scan', clone, '--base', '0123456789abcdef0123456789abcdef01234567'], clone);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringMatching(/This clone is shallow, and does not hold/)]);
    workspace.write('none/src/a.js', bounded('a'));
    expect(await runInProcess(['scan', `${workspace.root}/none`, '--base', 'main'], workspace.root)).toMatchObject({ code: 2, stderr: expect.stringMatching(/lies in no git repository/) as unknown });
  });
});

describe('--changed and --staged', () => {
  test('report what the change concerns, and judge all of the project', async () => {
    const service = branched({ 'src/get.js': 'export const get = (url, signal) => fetch(url, { signal });\n' });
    service.write('src/caller.js', "import { get } from './get.js';\nexport const users = () => get('http://users.internal/a');\n");
    const report = await scan({ path: service.folder, only: 'changed', rules, cache: false });
    expect(report.findings.map(({ file }) => file)).toEqual(['src/caller.js']);
    expect(report.selection).toEqual({ of: 'changed', base: { ref: 'main', commit: service.git('rev-parse', 'main') }, files: 1, elsewhere: 1 });
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  test('--staged looks at what is staged, not at what lies in the folder', async () => {
    const service = branched();
    service.write('src/a.js', endless('a'));
    service.git('add', 'src/a.js');
    service.write('src/a.js', bounded('a'));
    service.write('src/b.js', endless('b'));
    const report = await scan({ path: service.folder, only: 'staged', rules, cache: false });
    expect(report.findings.map(({ file }) => file)).toEqual(['src/a.js']);
    expect(report.project.name).toBe('shop');
  });

  test('an empty change is clean, in words', async () => {
    const service = branched();
    const changed = await runInProcess(['scan', service.folder, '--changed', '--no-cache', '--rule', 'require-timeout'], service.folder);
    expect([changed.code, changed.stdout.replace(/\s+/g, ' ')]).toEqual([0, expect.stringMatching(/GATE PASSED.*nothing differs from main at [0-9a-f]{7}: there is nothing to report/)]);
  });

  test('what does not go together is refused', async () => {
    const of = async (...flags: readonly string[]): Promise<readonly [number, string]> => {
      const { code, stderr } = await runInProcess(['scan', ...flags], shop.folder);
      return [code, stderr];
    };
    expect(await of(shop.folder, '--staged', '--base', 'main')).toEqual([2, expect.stringMatching(/'--staged' cannot be used with option '--base/)]);
    expect(await of(shop.folder, '--staged', '--changed')).toEqual([2, expect.stringMatching(/cannot be used with option/)]);
    expect(await of(`${shop.folder}/src/old.js`, '--base', 'main')).toEqual([2, expect.stringMatching(/told of a folder, not of one file/)]);
  });
});

test('without a default branch, --changed asks for one', async () => {
  const lone = gitRepository(`${workspace.root}/lone`, { 'src/a.js': bounded('a') });
  lone.git('branch', '--move', 'trunk');
  const { code, stderr } = await runInProcess(['scan', lone.folder, '--changed'], lone.folder);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/The default branch is not known here[^]*--changed --base origin\/NAME/)]);
  rmSync(lone.folder, { recursive: true });
});
