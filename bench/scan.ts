import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { inTurn } from './in-turn.js';
import { measured, type Command, type Cost } from './measured.js';
import { median } from './median.js';
import { benchOptions } from './options.js';
import { table } from './table.js';
import { yardsticks } from './yardsticks.js';

/**
 * `npx tsx bench/scan.ts <checkout>`: what `readiness scan` costs, cold, warm and after a change of one file, against what compilers and oxlint cost on
 * the same code. Build first; the checkout needs a tsconfig.json and its dependencies, and is not written to except in node_modules/.cache.
 */
const { checkout, source, rounds, only } = benchOptions('scan');
const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const copy = join(mkdtempSync(join(tmpdir(), 'readiness-bench-')), 'changed');
cpSync(join(checkout, source), copy, { recursive: true });
const touched = firstSourceFile(copy);

const commands = [scan('readiness scan, cold', join(checkout, source), '--no-cache'), scan('readiness scan, warm', join(checkout, source)), ...yardsticks(checkout, source)].filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)));
const tasks = [...commands.map((command) => () => measured(command)), changedScan];
const results = await inTurn(tasks, rounds);
rmSync(copy, { recursive: true });

const names = [...commands.map((command) => command.name), 'readiness scan, one file changed'];
const medians = results.map((costs): Cost => ({ cpu: median(costs.map((c) => c.cpu)), wall: median(costs.map((c) => c.wall)), megabytes: median(costs.map((c) => c.megabytes)) }));
const reference = names.findIndex((name) => name.includes('TypeScript 6'));
stdout.write(`Node ${version}, medians of ${String(rounds)} rounds; ratios round by round against ${names[reference] ?? ''}\n\n`);
stdout.write(table(['', 'CPU s', 'CPU ratio', 'wall s', 'peak MB', 'memory ratio'], names.map((name, index) => rowFor(name, index))));

function rowFor(name: string, index: number): readonly string[] {
  const cost = medians[index] ?? { cpu: NaN, wall: NaN, megabytes: NaN };
  const ratio = (figure: (cost: Cost) => number): string => median((results[index] ?? []).map((c, round) => figure(c) / figure(results[reference]?.[round] ?? c))).toFixed(3);
  return [name, cost.cpu.toFixed(2), ratio((c) => c.cpu), cost.wall.toFixed(2), cost.megabytes.toFixed(0), ratio((c) => c.megabytes)];
}

function scan(name: string, path: string, ...flags: readonly string[]): Command {
  return { name, file: execPath, args: [cli, 'scan', '--quiet', ...flags, path], cwd: checkout, accepts: [0, 1, 3] };
}

/** Facts of all files but one come from the cache; linking and judging are done anew. */
function changedScan(): Promise<Cost> {
  appendFileSync(touched, '\n// changed\n');
  return measured(scan('readiness scan, one file changed', copy));
}

function firstSourceFile(folder: string): string {
  const file = readdirSync(folder, { recursive: true, withFileTypes: true }).find((entry) => entry.isFile() && /(?<!\.test|\.spec|\.d)\.[cm]?[jt]s$/.test(entry.name));
  if (!file) throw new Error(`There is no source file in ${folder}`);
  return join(file.parentPath, file.name);
}
