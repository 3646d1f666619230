import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';

/** A command, run in a folder. */
export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Folders in front of the PATH. */
  readonly path?: string;
  /** Exit codes that mean that it did its work; findings are no failure. */
  readonly accepts: readonly number[];
}

/** What one run cost: seconds, and the peak resident memory of its largest process in megabytes. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

/** GNU time; on macOS `brew install gnu-time` and `GNU_TIME=gtime`. Node.js cannot tell what a child process used. */
const gnuTime = env['GNU_TIME'] ?? '/usr/bin/time';
const figures = join(mkdtempSync(join(tmpdir(), 'readiness-bench-')), 'figures');

/** Runs a command to its end and says what it cost, children included. Rejects when it cannot be started or exits with a code that is not accepted. */
export function measured({ name, file, args, cwd, path, accepts }: Command): Promise<Cost> {
  return new Promise((resolve, reject) => {
    execFile(gnuTime, ['-o', figures, '-f', '%U %S %e %M', file, ...args], { cwd, maxBuffer: 256 * 1024 * 1024, env: path === undefined ? env : { ...env, PATH: [path, env['PATH'] ?? ''].join(delimiter) } }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number' && accepts.includes(exitCode)) resolve(costIn(readFileSync(figures, 'utf8')));
      else reject(new Error(`${name} ended with ${String(exitCode)}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`, { cause: error }));
    });
  });
}

/** GNU time writes a line about a failed command before its figures. */
function costIn(text: string): Cost {
  const [user = NaN, system = NaN, wall = NaN, kilobytes = NaN] = (text.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpu: user + system, wall, megabytes: kilobytes / 1024 };
}
