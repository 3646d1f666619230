import type { Explanation } from '../model/explanation.js';
import type { KnownLibrary, UsedLibrary } from '../model/known-library.js';
import type { Report } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { ScanOptions } from '../scan.js';

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The process as the commands see it, so that tests can run them in theirs. */
export interface CliHost {
  /** The payload, and nothing else. */
  readonly stdout: OutputStream;
  /** Progress and errors. */
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Asks the person at the terminal for a line; absent where nobody sits at one. */
  readonly ask?: (question: string) => Promise<string>;
  readonly parts: CliParts;
}

/** What the commands run. Everything heavy is loaded when it is first called: `--version` and `--help` load none of it. */
export interface CliParts {
  /** @throws {NeedsMoreMemory} where the files are too many for the heap of the process, and the machine has more */
  scan(options: ScanOptions): Promise<Report>;
  rules(): Promise<readonly Rule[]>;
  explainSite(options: { readonly path: string; readonly file: string; readonly line: number }): Promise<Explanation>;
  knownLibrary(options: { readonly path: string; readonly library: string }): Promise<KnownLibrary | undefined>;
  knownNames(path: string): Promise<readonly string[]>;
  usedLibraries(path: string): Promise<{ readonly libraries: readonly UsedLibrary[]; readonly unknown: number }>;
  isAgent(): Promise<boolean>;
  /** What changes below a folder, but for some files, until the person interrupts the process. */
  changesBelow(path: string, except: readonly string[]): AsyncIterable<readonly string[]>;
}

const parts: CliParts = {
  async scan(options) {
    const [{ scan }, { heapFor, NeedsMoreMemory }] = await Promise.all([import('../scan.js'), import('./more-memory.js')]);
    let files = 0;
    return scan({
      ...options,
      onProgress: (progress) => {
        const megabytes = progress.total > files ? heapFor((files = progress.total)) : undefined;
        if (megabytes !== undefined) throw new NeedsMoreMemory(megabytes);
        options.onProgress?.(progress);
      },
    });
  },
  rules: async () => (await import('../engine/registry.js')).rules,
  explainSite: async (options) => (await import('../why.js')).explainSite(options),
  knownLibrary: async (options) => (await import('../known-library.js')).knownLibrary(options),
  knownNames: async (path) => (await import('../known-library.js')).knownNames(path),
  usedLibraries: async (path) => (await import('../known-library.js')).usedLibraries(path),
  isAgent: async () => (await import('std-env')).isAgent,
  async *changesBelow(path, except) {
    const { changesBelow } = await import('../files/changes-below.js');
    yield* changesBelow(path, { except, signal: interrupted() });
  },
};

/** The host of the real process. */
export function processHost(): CliHost {
  const isWatched = process.stdin.isTTY && process.stderr.isTTY;
  return { stdout: process.stdout, stderr: process.stderr, env: process.env, cwd: process.cwd(), parts, ...(isWatched && { ask }) };
}

/** Ctrl-C or the end of a container, once: the second time ends the process as ever. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => { controller.abort(); });
  return controller.signal;
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
