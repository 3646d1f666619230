import { execFile } from 'node:child_process';

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** Runs a command in a folder to its end, whatever its exit code. A command that cannot be started, or takes ten minutes, has exit code -1. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, timeout: 600_000, maxBuffer: 64 * 1024 * 1024, env: environment() }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exitCode, stdout, output: `${stdout}${stderr}${exitCode === -1 ? (error?.message ?? '') : ''}` });
    });
  });
}

/** What npm and a test run hand to their scripts is no part of a user's shell; above all not `npm_config_*` of the outer npm. */
function environment(): NodeJS.ProcessEnv {
  const foreign = /^(?:npm_(?!config_registry$)|NODE_OPTIONS$|VITEST|FORCE_COLOR$)/;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))), NO_COLOR: '1' };
}
