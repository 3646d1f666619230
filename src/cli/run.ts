import type { CliHost } from './host.js';
import { version } from '../version.js';

/**
 * Runs one command line (without `node` and script) and gives the exit code: 0 clean, 1 findings that fail the gate, 2 wrong use
 * or configuration, 3 incomplete or crashed. Never throws.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      host.stdout.write(`${version}\n`);
      return 0;
    }
    const { runProgram } = await import('./program.js');
    return await runProgram(argv, host);
  } catch (error) {
    const { inLargerHeap, NeedsMoreMemory } = await import('./more-memory.js');
    if (error instanceof NeedsMoreMemory) return inLargerHeap(error.megabytes, process.argv.slice(1));
    const { reportFailure } = await import('./failure.js');
    return reportFailure(error, argv, host);
  }
}
