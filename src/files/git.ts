import { execFile, spawnSync } from 'node:child_process';
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

/** Hooks and monitors are programs of the scanned project: none is run. */
const withoutPrograms = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
/** A hook hands these down; they would make git look at another repository than that of the folder. */
const ofAnotherCommand = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'];
/** A question is answered from what lies on the disk; in milliseconds. */
const longestWait = 60_000;
/** Bytes: the names of all files of a large repository. */
const longestAnswer = 256 * 1024 * 1024;
/** No program shows a file, and no look into a submodule is made by its own settings. */
const ofFilesThemselves = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];
/** Commands that pass the content of files through the filters that the repository names, or that run the hooks that its settings name. */
const throughFilters: ReadonlySet<string | undefined> = new Set(['diff', 'worktree', 'checkout-index']);

/**
 * Asks git, in a folder. Never rejects, asks nobody for a password, takes no locks, fetches nothing, and runs no program that the repository's own settings name.
 * @param timeout in milliseconds, for what takes longer than an answer
 * @param index whether the index that a hook names is meant: while `git commit FILE` runs, it is another one
 */
export async function git(folder: string, args: readonly string[], { index = false, input, timeout = longestWait }: GitOptions = {}): Promise<GitAnswer> {
  const environment = gitEnvironment(index);
  const settings = throughFilters.has(args[0]) ? withoutDrivers((await ask(folder, driverSettings, { environment, timeout: longestWait })).stdout, environment) : {};
  return ask(folder, args[0] === 'diff' ? ['diff', ...ofFilesThemselves, ...args.slice(1)] : args, { environment: { ...environment, ...settings }, input, timeout });
}

/** The same while the process is being ended, where nothing asynchronous runs any more. What git says is lost. */
export function gitAtExit(folder: string, args: readonly string[]): void {
  spawnSync('git', [...withoutPrograms, ...args], { cwd: folder, env: gitEnvironment(false), stdio: 'ignore', timeout: longestWait });
}

interface Asked {
  readonly environment: NodeJS.ProcessEnv;
  readonly input?: string | undefined;
  readonly timeout: number;
}

function ask(folder: string, args: readonly string[], { environment, input, timeout }: Asked): Promise<GitAnswer> {
  return new Promise((answer) => {
    const child = execFile('git', [...withoutPrograms, ...args], { cwd: folder, env: environment, maxBuffer: longestAnswer, timeout }, (error, stdout, stderr) => {
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

/** Each setting of a filter or of a hook, with where it is made. */
const driverSettings = ['config', '--null', '--show-scope', '--name-only', '--get-regexp', '^(filter|hook)\\.'];

/**
 * The variables that switch off the filters and hooks that the repository's own settings define. Those that the machine's settings define are the user's.
 * In the environment and not by `-c`, where a name that holds a `=` would cut the setting short.
 * https://git-scm.com/docs/git-config#ENVIRONMENT (git 2.31), https://git-scm.com/docs/git-hook (git 2.54)
 */
function withoutDrivers(listed: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const parts = zeroSeparated(listed);
  const own = parts.filter((_, at) => at % 2 === 1 && (parts[at - 1] === 'local' || parts[at - 1] === 'worktree'));
  const drivers = [...new Set(own.flatMap((setting) => /^(?:filter|hook)\.[^]*(?=\.)/.exec(setting) ?? []))];
  const settings = drivers.flatMap((driver) => (driver.startsWith('filter.') ? ['clean=', 'smudge=', 'process=', 'required=false'] : ['enabled=false']).map((setting) => `${driver}.${setting}`));
  const before = Number(environment['GIT_CONFIG_COUNT'] ?? 0) || 0;
  return { GIT_CONFIG_COUNT: String(before + settings.length), ...Object.fromEntries(settings.flatMap((setting, at) => [[`GIT_CONFIG_KEY_${String(before + at)}`, setting.slice(0, setting.lastIndexOf('='))], [`GIT_CONFIG_VALUE_${String(before + at)}`, setting.slice(setting.lastIndexOf('=') + 1)]])) };
}

function gitEnvironment(index: boolean): NodeJS.ProcessEnv {
  const left = [...ofAnotherCommand, ...(index ? [] : ['GIT_INDEX_FILE'])];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.includes(name)));
  // A clone that lacks objects would fetch them when they are asked for, by whatever program its settings name.
  return { ...inherited, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' };
}
