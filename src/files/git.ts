import { execFile } from 'node:child_process';
import { UsageError } from '../model/usage-error.js';

/** What git said; `missing` where there is no git. */
export interface GitAnswer {
  readonly code: number | 'missing';
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitOptions {
  readonly index?: boolean;
  /** What it reads from its standard input. */
  readonly input?: string;
  readonly timeout?: number;
}

/** Hooks, monitors and filters of large files are programs of the scanned project: none is run. */
const withoutPrograms = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
/** A hook hands these down; they would make git look at another repository than that of the folder. */
const ofAnotherCommand = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'];
/** A question is answered from what lies on the disk; in milliseconds. */
const longestWait = 60_000;
/** Bytes: the names of all files of a large repository. */
const longestAnswer = 256 * 1024 * 1024;

/**
 * Asks git, in a folder. Never rejects, asks nobody for a password and takes no locks.
 * @param timeout in milliseconds, for what takes longer than an answer
 * @param index whether the index that a hook names is meant: while `git commit FILE` runs, it is another one
 */
export function git(folder: string, args: readonly string[], { index = false, input, timeout = longestWait }: GitOptions = {}): Promise<GitAnswer> {
  return new Promise((answer) => {
    const child = execFile('git', [...withoutPrograms, ...args], { cwd: folder, env: gitEnvironment(index), maxBuffer: longestAnswer, timeout }, (error, stdout, stderr) => {
      answer({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : error.code === 'ENOENT' ? 'missing' : 128, stdout, stderr: error?.killed === true ? 'it took too long' : stderr.trim() });
    });
    // Git may end before it has read all; its answer says why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/**
 * What git says, where it must say something.
 * @throws {UsageError} with what it says instead
 */
export async function gitText(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await git(folder, args, options);
  if (code === 0) return stdout;
  throw code === 'missing' ? withoutGit() : new UsageError(`git ${args[0] ?? ''} failed: ${stderr.split('\n').at(-1) ?? ''}`);
}

/** The error for a machine that has no git. */
export function withoutGit(): UsageError {
  return new UsageError('There is no git here, which knows what changed.', 'Install it, or scan without --base, --changed and --staged.');
}

/** The parts of an answer in which each ends with a zero byte. */
export function zeroSeparated(text: string): readonly string[] {
  return text.split('\0').filter((part) => part !== '');
}

function gitEnvironment(index: boolean): NodeJS.ProcessEnv {
  const left = [...ofAnotherCommand, ...(index ? [] : ['GIT_INDEX_FILE'])];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.includes(name)));
  return { ...inherited, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' };
}
