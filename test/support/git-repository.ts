import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small git repository in a folder, without the settings of whoever runs the tests. */
export interface GitRepository {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Commits all that is there. Gives the commit. */
  commit(message: string): string;
  git(...args: readonly string[]): string;
}

export function gitIn(folder: string): (...args: readonly string[]) => string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_DATE: '2026-11-22T00:00:00Z', GIT_COMMITTER_DATE: '2026-11-22T00:00:00Z' };
  return (...args) => execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export function gitRepository(folder: string, files: Readonly<Record<string, string>>): GitRepository {
  mkdirSync(folder, { recursive: true });
  const git = gitIn(folder);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (message: string): string => (git('add', '--all'), git('commit', '--quiet', '--message', message), git('rev-parse', 'HEAD'));
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [path, text] of Object.entries(files)) write(path, text);
  commit('first');
  return { folder, write, commit, git };
}
