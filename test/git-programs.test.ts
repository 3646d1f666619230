import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changedSince, renamedSince, stagedIn } from '../src/files/git-changes.js';
import { withCommit, withIndex } from '../src/files/git-trees.js';
import { revisionOf } from '../src/files/revision.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';
import { gitIn, gitRepository, type GitRepository } from './support/git-repository.js';

/** A repository that comes with its `.git`, as an artifact or an archive does, may name programs that git runs. */
let workspace: Workspace;
let marks: string;
let program: string;
let first: string;
let repository: GitRepository;

beforeAll(() => {
  workspace = createWorkspace();
  marks = join(workspace.root, 'marks');
  mkdirSync(marks);
  program = workspace.write('program.sh', `#!/bin/sh\ntouch "${marks}/$1"\ncat\n`);
  chmodSync(program, 0o755);
  repository = gitRepository(join(workspace.root, 'shop'), { 'src/a.ts': 'export const a = 1;\n'.repeat(20), 'src/b.ts': 'export const b = 1;\n', '.gitattributes': '*.ts filter=evil diff=evil\n*.js filter=e=vil\n', 'src/c.js': 'exports.c = 1;\n' });
  first = repository.git('rev-parse', 'HEAD');
  repository.write('src/b.ts', 'export const b = 2;\n');
  repository.commit('second');
  nameProgramsIn(repository);
  writeFileSync(join(repository.folder, '.git/info/attributes'), '*.ts filter=local\n');
});
beforeEach(() => {
  for (const mark of readdirSync(marks)) rmSync(join(marks, mark));
  // Of the same size and another time: git has to read what they hold.
  repository.write('src/a.ts', 'export const a = 2;\n'.repeat(20));
  repository.write('src/c.js', 'exports.c = 2;\n');
  repository.write('src/d.ts', 'export const a = 1;\n'.repeat(20));
});
afterAll(() => {
  workspace.remove();
});

function nameProgramsIn(named: GitRepository): void {
  const { folder } = named;
  const git = gitIn(folder);
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': 'monitor', 'core.pager': 'pager', 'pager.diff': 'pager', 'core.sshCommand': 'ssh', 'core.editor': 'editor', 'credential.helper': 'credential',
    'diff.external': 'external', 'diff.evil.command': 'external', 'diff.evil.textconv': 'textconv', 'gpg.program': 'gpg', 'core.alternateRefsCommand': 'alternate', 'hook.evil.command': 'hook',
    ...Object.fromEntries(['evil', 'e=vil', 'local'].flatMap((name) => ['clean', 'smudge', 'process'].map((way) => [`filter.${name}.${way}`, way]))),
  };
  for (const [name, mark] of Object.entries(settings)) git('config', name, `${program} ${mark}`);
  git('config', 'filter.evil.required', 'true');
  git('config', 'hook.evil.event', 'post-checkout');
  const hooks = join(folder, '.git/evil-hooks');
  mkdirSync(hooks);
  git('config', 'core.hooksPath', hooks);
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${marks}/${hook}"\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
}

const ran = (): readonly string[] => readdirSync(marks);

describe('what git is asked runs no program that the repository names', () => {
  test('the trap is set: git itself would run some', () => {
    repository.git('diff', '--name-only', first);
    expect(ran()).not.toEqual([]);
  });

  test('the files that changed', async () => {
    expect([...(await changedSince(repository.folder, first))].sort()).toEqual(['src/a.ts', 'src/b.ts', 'src/c.js', 'src/d.ts']);
    expect(ran()).toEqual([]);
  });

  test('the files that are staged, and those that were renamed', async () => {
    expect([...(await stagedIn(repository.folder))]).toEqual([]);
    expect([...(await renamedSince(repository.folder, first))]).toEqual([]);
    expect((await revisionOf(repository.folder))?.branch).toBe('main');
    expect(ran()).toEqual([]);
  });

  test('a checkout of a commit, and of the index', async () => {
    const holdsFiles = (tree: string): Promise<boolean> => Promise.resolve(existsSync(join(tree, 'src/a.ts')) && existsSync(join(tree, 'src/c.js')));
    expect(await withCommit(repository.folder, first, holdsFiles)).toBe(true);
    expect(await withIndex(repository.folder, holdsFiles)).toBe(true);
    expect(ran()).toEqual([]);
  });
});

test('filters that the user has set up are run', async () => {
  const kept = process.env['GIT_CONFIG_GLOBAL'];
  process.env['GIT_CONFIG_GLOBAL'] = workspace.write('.gitconfig', `[filter "mine"]\n\tclean = ${program} mine\n\tsmudge = ${program} mine\n`);
  try {
    const { folder } = gitRepository(join(workspace.root, 'mine'), { 'src/a.ts': 'export {};\n', '.gitattributes': '*.ts filter=mine\n' });
    await withCommit(folder, 'HEAD', () => Promise.resolve());
    expect(ran()).toEqual(['mine']);
  } finally {
    if (kept === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
    else process.env['GIT_CONFIG_GLOBAL'] = kept;
  }
});

test('what a clone lacks is fetched by nobody', async () => {
  const { folder } = gitRepository(join(workspace.root, 'partial'), { 'src/a.ts': 'export {};\n' });
  const git = gitIn(folder);
  const blob = git('rev-parse', 'HEAD:src/a.ts');
  rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  for (const [name, value] of [['core.repositoryFormatVersion', '1'], ['extensions.partialClone', 'origin'], ['remote.origin.promisor', 'true'], ['remote.origin.url', `ext::${program} fetched`], ['protocol.ext.allow', 'always']] as const) git('config', name, value);
  await expect(withCommit(folder, 'HEAD', () => Promise.resolve())).rejects.toThrow('git could not write the files to compare with');
  expect(ran()).toEqual([]);
});
