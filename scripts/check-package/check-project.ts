import type { Neighbours } from './neighbours.js';
import { bareFetch, configOf, resolutions, writeProject, type Resolution } from './project-files.js';
import { run, type Finished } from './run.js';

/** One thing that was tried; `problem` is what went wrong with it, with the output. */
export interface Check {
  readonly title: string;
  readonly problem?: string;
}

/** Installs the tarball into a new project in `folder`, beside its neighbours, and uses all of its faces there. */
export async function checkProject(folder: string, tarball: string, neighbours: Neighbours): Promise<readonly Check[]> {
  writeProject(folder, tarball, neighbours);
  const installed = await install(folder);
  if (installed.problem !== undefined) return [installed];
  return [
    installed,
    await peers(folder),
    await scanFinds(folder),
    ...(neighbours.eslint === undefined ? [] : [await eslintFinds(folder)]),
    ...(neighbours.typescript === undefined ? [] : await Promise.all(resolutions.map((resolution) => types(folder, resolution)))),
  ];
}

/** npm's words for packages that do not fit together, as an error or as a warning. */
const conflict = /ERESOLVE|conflicting peer|peer dep|could not resolve dependency|overriding peer|EBADENGINE/i;

async function install(folder: string): Promise<Check> {
  const done = await run('npm', ['install', '--no-audit', '--no-fund'], folder);
  return check('install', done, done.exitCode === 0 && !conflict.test(done.output));
}

/** `npm ls` fails when a package is missing, or a peer is of a version that was not asked for. */
async function peers(folder: string): Promise<Check> {
  const done = await run('npm', ['ls', '--all'], folder);
  return check('peers', done, done.exitCode === 0);
}

interface ScanOutput {
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number }[];
}

async function scanFinds(folder: string): Promise<Check> {
  const done = await run('npx', ['--no-install', 'readiness', 'scan', '--format', 'json'], folder);
  const found = (parsed(done.stdout) as ScanOutput | undefined)?.findings ?? [];
  return check('scan', done, done.exitCode === 1 && found.length === 1 && found.every((f) => f.rule === 'require-timeout' && f.file === bareFetch.file && f.line === bareFetch.line));
}

type EslintOutput = readonly { readonly messages: readonly { readonly ruleId: string; readonly line: number }[] }[];

async function eslintFinds(folder: string): Promise<Check> {
  const done = await run('npx', ['--no-install', 'eslint', '--format', 'json', 'src'], folder);
  const messages = (parsed(done.stdout) as EslintOutput | undefined)?.flatMap((file) => file.messages) ?? [];
  return check('eslint', done, done.exitCode === 1 && messages.length === 1 && messages.every((m) => m.ruleId === 'readiness/require-timeout' && m.line === bareFetch.line));
}

async function types(folder: string, resolution: Resolution): Promise<Check> {
  const done = await run('npx', ['--no-install', 'tsc', '--project', configOf(resolution)], folder);
  return check(`types ${resolution}`, done, done.exitCode === 0);
}

function check(title: string, { exitCode, output }: Finished, passed: boolean): Check {
  return passed ? { title } : { title, problem: `exit code ${String(exitCode)}\n${output.trim().slice(0, 4000)}` };
}

/** What a command printed as JSON; undefined where it printed something else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
