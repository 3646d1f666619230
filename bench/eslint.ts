import { execFile } from 'node:child_process';
import { execPath, stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { inTurn } from './in-turn.js';
import { median } from './median.js';
import { benchOptions } from './options.js';
import { table } from './table.js';

/**
 * `npx tsx bench/eslint.ts <checkout>`: what our rules add to an ESLint run, a file. Each run is a process of its own. "No rules" is the parser alone;
 * "an empty rule" adds the walk that ESLint does as soon as any rule is on, so the difference to it is ours.
 */
const { checkout, source, rounds, types } = benchOptions('eslint');
const modes = ['no rules', 'an empty rule', 'readiness'] as const;
const results = await inTurn(modes.map((mode) => () => lint(mode)), rounds);

/** What a run prints. */
export interface LintRun {
  readonly files: number;
  /** CPU milliseconds of linting, without loading. */
  readonly cpu: number;
  /** CPU milliseconds of loading the plugin. */
  readonly load: number;
  /** Milliseconds in our rules, as ESLint's own timer has them; a file's share is `rules / files`. */
  readonly rules: number;
}

const files = results[0]?.[0]?.files ?? NaN;
stdout.write(`Node ${version}, ${String(files)} files, ${types ? 'with' : 'without'} types, medians of ${String(rounds)} rounds\n\n`);
stdout.write(table(['', 'CPU ms', 'CPU ms a file', 'of that more than an empty rule', "ESLint's timer, ms a file", 'load ms'], modes.map((mode, index) => rowFor(mode, results[index] ?? []))));

function rowFor(mode: string, runs: readonly LintRun[]): readonly string[] {
  const cpu = median(runs.map((run) => run.cpu));
  const more = median(runs.map((run, round) => (run.cpu - (results[1]?.[round]?.cpu ?? NaN)) / files));
  return [mode, cpu.toFixed(0), (cpu / files).toFixed(2), more.toFixed(2), (median(runs.map((run) => run.rules)) / files).toFixed(2), median(runs.map((run) => run.load)).toFixed(0)];
}

function lint(mode: string): Promise<LintRun> {
  const script = fileURLToPath(new URL('lint-once.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(execPath, ['--import', 'tsx', script, checkout, source, mode, String(types)], { cwd: fileURLToPath(new URL('..', import.meta.url)) }, (error, printed) => {
      if (error !== null) reject(new Error(`the ${mode} run failed: ${error.message}`, { cause: error }));
      else resolve(JSON.parse(printed) as LintRun);
    });
  });
}
