import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UsageError } from '../model/usage-error.js';
import { git, gitAtExit, type GitAnswer } from './git.js';

/** Milliseconds: a large repository on a slow disk. */
const longestCheckout = 600_000;

/**
 * Checks a commit out into a git worktree of its own, runs `use` with that folder, and takes it away again, whatever happens. Nothing of the repository's own
 * folder is touched.
 * @param top the absolute folder of the repository
 */
export function withCommit<T>(top: string, commit: string, use: (tree: string) => Promise<T>): Promise<T> {
  return inTemporary(top, {
    fill: (tree) => git(top, ['worktree', 'add', '--quiet', '--detach', tree, commit], { timeout: longestCheckout }),
    // Once: it stays registered otherwise, and git refuses to forget a folder that is there.
    clear: (tree) => ['worktree', 'remove', '--force', tree],
  }, use);
}

/** The same with what is staged. */
export function withIndex<T>(top: string, use: (tree: string) => Promise<T>): Promise<T> {
  return inTemporary(top, {
    async fill(tree) {
      // A folder of this name ends the repository, as in a checkout.
      await mkdir(join(tree, '.git'), { recursive: true });
      return git(top, ['checkout-index', '--all', '--force', `--prefix=${tree}/`], { index: true, timeout: longestCheckout });
    },
  }, use);
}

interface Contents {
  readonly fill: (tree: string) => Promise<GitAnswer>;
  /** What git is asked before the folder goes. */
  readonly clear?: (tree: string) => readonly string[];
}

async function inTemporary<T>(top: string, { fill, clear }: Contents, use: (tree: string) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'readiness-tree-')));
  // A project without a name of its own is called after its folder.
  const tree = join(folder, basename(top));
  const leave = onLeave(() => {
    if (clear) gitAtExit(top, clear(tree));
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    const { code, stderr } = await fill(tree);
    if (code !== 0) throw new UsageError(`git could not write the files to compare with: ${stderr.split('\n').at(-1) ?? ''}`, `They are written below ${tmpdir()}: is there room?`);
    return await use(tree);
  } finally {
    // The analysis leaves no turn to the event loop: a signal that came meanwhile is heard now, or never.
    await setImmediate();
    leave();
    if (clear) await git(top, clear(tree));
    await rm(folder, { recursive: true, force: true });
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Cleans up when the process is ended before its time. Gives what ends the watch. */
function onLeave(clean: () => void): () => void {
  const handle = (signal: NodeJS.Signals): void => {
    stop();
    clean();
    process.kill(process.pid, signal);
  };
  const stop = (): void => {
    process.off('exit', clean);
    for (const signal of signals) process.off(signal, handle);
  };
  process.on('exit', clean);
  for (const signal of signals) process.on(signal, handle);
  return stop;
}
