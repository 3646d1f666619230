import { resolve } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Absolute. */
  readonly checkout: string;
  /** The part to scan or lint, relative to the checkout. */
  readonly source: string;
  readonly rounds: number;
  readonly types: boolean;
  /** Words of the names of what is measured; all of it where there are none. */
  readonly only: readonly string[];
}

/** Reads `<checkout> [--source src] [--rounds 5] [--types] [--only scan,tsc]`; ends the process with 2 when that is not what was given. */
export function benchOptions(script: string): BenchOptions {
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(2), allowPositionals: true,
      options: { source: { type: 'string', default: 'src' }, rounds: { type: 'string', default: '5' }, types: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
    });
    const [checkout] = positionals;
    const rounds = Number(values.rounds);
    if (checkout !== undefined && Number.isInteger(rounds) && rounds > 0) return { checkout: resolve(checkout), source: values.source, rounds, types: values.types, only: values.only.split(',').filter(Boolean) };
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  stderr.write(`npx tsx bench/${script}.ts <checkout with installed dependencies> [--source src] [--rounds 5]${script === 'eslint' ? ' [--types]' : script === 'scan' ? ' [--only scan,tsc]' : ''}\n`);
  return exit(2);
}
