import { processHost } from '../../src/cli/host.js';
import { runCli } from '../../src/cli/run.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliPerson {
  /** What somebody at the terminal answers, to each question or one after the other; nobody sits there without it. */
  readonly answer?: string | readonly string[];
  readonly isAgent?: boolean;
  /** The variables of the process; none by default. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line from source, in this process and in `cwd`. */
export async function runInProcess(argv: readonly string[], cwd: string, { answer, isAgent = false, env = {} }: CliPerson = {}): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): { write: (text: string) => void } => ({ write: (text) => void (written[name] += text) });
  const { parts } = processHost();
  let asked = 0;
  const next = (): string => (typeof answer === 'string' ? answer : (answer?.[asked++] ?? ''));
  const code = await runCli(argv, {
    stdout: stream('stdout'), stderr: stream('stderr'), env, cwd, parts: { ...parts, isAgent: () => Promise.resolve(isAgent) },
    ...(answer !== undefined && { ask: (question: string) => Promise.resolve((written.stderr += question, next())) }),
  });
  return { code, ...written };
}
