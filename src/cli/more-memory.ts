import { spawn } from 'node:child_process';
import { constants, totalmem } from 'node:os';
import { constrainedMemory, execArgv, execPath } from 'node:process';
import { getHeapStatistics } from 'node:v8';
import { usableShare } from '../engine/memory-limit.js';

/** Heap that a file of a service takes while all are judged: `npx tsx bench/growth.ts` measures it. */
const bytesOfFile = 220 * 1024;
/** How much of the machine's memory the heap may have: what is no heap, and others, need some as well. */
const shareOfMachine = 0.75;

/** A scan needs a larger heap than the process has, which cannot be changed once it runs. */
export class NeedsMoreMemory extends Error {
  override readonly name = 'NeedsMoreMemory';

  constructor(readonly megabytes: number) {
    super(`needs a heap of ${String(megabytes)} MB`);
  }
}

/** Bytes. */
interface Memory {
  readonly heap: number;
  readonly machine: number;
}

/**
 * The heap for so many files, in megabytes, where that of the process is too small for them and the machine has more. Whoever sets it by an option of Node.js means it: the scan then
 * ends with what fits.
 */
export function heapFor(files: number, { heap, machine }: Memory = memoryOfProcess(), options: readonly string[] = [...execArgv, process.env['NODE_OPTIONS'] ?? '']): number | undefined {
  if (options.some((option) => /--max[-_]old[-_]space[-_]size/.test(option))) return undefined;
  const wanted = (files * bytesOfFile) / usableShare;
  const possible = Math.min(wanted, machine * shareOfMachine);
  return wanted <= heap || possible <= heap * 1.2 ? undefined : Math.round(possible / 2 ** 20);
}

function memoryOfProcess(): Memory {
  // A container's limit is 0, or absurdly large, where there is none.
  const limit = constrainedMemory();
  return { heap: getHeapStatistics().heap_size_limit, machine: limit > 0 ? Math.min(limit, totalmem()) : totalmem() };
}

/** Runs a script with its arguments once more, in a process with a larger heap, and gives its exit code. */
export function inLargerHeap(megabytes: number, [script = '', ...argv]: readonly string[]): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { stopped.abort(); });
  const child = spawn(execPath, [...execArgv, `--max-old-space-size=${String(megabytes)}`, script, ...argv], { stdio: 'inherit', signal: stopped.signal });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => { if (!stopped.signal.aborted) reject(error); });
    child.once('exit', (code, signal) => { resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)); });
  });
}
