import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process, { argv, stdout } from 'node:process';
import { Command } from 'commander';
import fc from 'fast-check';
import { crashesOf } from '../test/support/crashes.js';
import { checkoutSeeds, fixtureSeeds, type FuzzSeed } from '../test/support/fuzz-seeds.js';
import { mutate, mutations, type Mutation } from '../test/support/mutations.js';

interface FuzzOptions {
  readonly seed: string;
  readonly runs: string;
  readonly minutes: string;
}

/** `npm run fuzz -- [checkout...]`: scans mutated files of real projects, and of the fixtures without any, until a scan crashes or hangs. Then it prints the seed and writes the smallest such project to the folder `fuzz-crash`. */
const program = new Command('fuzz')
  .argument('[checkouts...]', 'folders of projects')
  .option('--seed <number>', 'the same seed gives the same mutations', String(Date.now() % 1_000_000))
  .option('--runs <count>', 'how many projects are scanned', '2000')
  .option('--minutes <count>', 'stop after this time', '10')
  .action(async (checkouts: readonly string[], options: FuzzOptions) => {
    const seeds = checkouts.length === 0 ? fixtureSeeds() : checkouts.flatMap((checkout) => checkoutSeeds(resolve(checkout)));
    if (!(await fuzz(seeds, options))) process.exitCode = 1;
  });
await program.parseAsync(argv);

async function fuzz(seeds: readonly FuzzSeed[], { seed, runs, minutes }: FuzzOptions): Promise<boolean> {
  stdout.write(`${String(seeds.length)} files, --seed ${seed}\n`);
  const property = fc.asyncProperty(fc.constantFrom(...seeds), mutations, async (from, changes) => {
    const crashes = await crashesOf(mutatedFiles(from, changes));
    if (crashes.length > 0) throw new Error(crashes.join('\n'));
  });
  const result = await fc.check(property, { seed: Number(seed), numRuns: Number(runs), interruptAfterTimeLimit: Number(minutes) * 60_000, markInterruptAsFailure: false });
  if (!result.failed || !result.counterexample) {
    stdout.write(`${String(result.numRuns)} runs: nothing crashed or hung\n`);
    return true;
  }
  const [from, changes] = result.counterexample;
  const folder = resolve('fuzz-crash');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(mutatedFiles(from, changes))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  stdout.write(`crashed after ${String(result.numRuns)} runs, --seed ${String(result.seed)}: ${from.name}, ${JSON.stringify(changes)}\n${result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : String(result.errorInstance)}\nreadiness scan ${folder} --preset strict\n`);
  return false;
}

function mutatedFiles({ files, mutated }: FuzzSeed, changes: readonly Mutation[]): Readonly<Record<string, string>> {
  return { ...files, [mutated]: mutate(mutated, files[mutated] ?? '', changes) };
}
