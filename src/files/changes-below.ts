import { once } from 'node:events';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { watch } from 'chokidar';
import { UsageError } from '../model/usage-error.js';
import { ignoreRulesAt, isIgnored, withGitignoreOf } from './ignore-rules.js';
import { byCodeUnits, posixPath } from './posix-path.js';

export interface ChangesOptions {
  /** Absolute paths of files whose changes are of no interest: those that are written on a change. */
  readonly except: readonly string[];
  /** Ends the watching. */
  readonly signal: AbortSignal;
}

/** Milliseconds: editors and git write several files at once. */
const together = 100;

/**
 * The files that changed, came or went below a folder, again and again until the signal aborts; at first none, as soon as no change can be missed. Changes that come together are told together, and those that come
 * while nobody asks are told at the next turn. A file stands for its folder. Neither `.git` and `node_modules` nor what git ignores is watched; a lockfile is.
 * @param path a folder or a file
 * @returns paths relative to the folder, sorted
 * @throws {UsageError} when the system watches no more files
 */
export async function* changesBelow(path: string, { except, signal }: ChangesOptions): AsyncGenerator<readonly string[]> {
  const folder = statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(resolve(path)) : resolve(path);
  const rules = withGitignoreOf(folder, ignoreRulesAt(folder, []));
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    ignored: (file, stats) => /[\\/](?:\.git|node_modules)$/.test(file) || except.includes(file) || (file !== folder && isIgnored(rules, file, stats?.isDirectory() ?? false)),
  });
  const changed = new Set<string>();
  let failure: Error | undefined;
  watcher.on('all', (_event, file) => changed.add(posixPath(folder, file)));
  watcher.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))));
  try {
    await once(watcher, 'ready', { signal });
    yield [];
    for (;;) {
      if (failure) throw failure;
      if (changed.size === 0) await once(watcher, 'all', { signal });
      await setTimeout(together, undefined, { signal });
      const files = [...changed].sort(byCodeUnits);
      changed.clear();
      yield files;
    }
  } catch (error) {
    if (!signal.aborted) throw new UsageError(`"${path}" cannot be watched: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    await watcher.close();
  }
}
