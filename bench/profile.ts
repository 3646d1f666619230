import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { benchOptions } from './options.js';
import { table } from './table.js';

/**
 * `npx tsx bench/profile.ts <checkout>`: where the CPU of a cold scan goes, by stage and by rule, from the sampling profiler of Node.js on the sources (the bundle has no names). A function that
 * several rules ask is counted where it was asked first.
 */

/** Of the profiler's format: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly url: string; readonly functionName: string }; readonly children?: readonly number[] }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

/** The first that matches the innermost file of ours decides. */
const stages: readonly (readonly [name: string, file: RegExp])[] = [
  ['parsing and facts', /^src\/(?:ts|analysis\/(?:gather|scopes|facts\/.*))$/],
  ['values and the call graph', /^src\/analysis\/(?:evaluate|callers|exports|modules|memo|questions|classes|properties|parameters|fold|globals|items|heirs|reach|handlers|abstract)$/],
  ['deadlines of calls', /^src\/analysis\/deadline\//],
  ['catalog and versions', /^src\/(?:catalog|artifacts\/versions|engine\/project-versions)/],
  ['other analyses', /^src\/analysis\//],
  ['rules', /^rules\//],
  ['finding and reading files', /^src\/(?:files|artifacts|inputs)/],
  ['checklist and report', /^src\/(?:checklist|report)/],
];

const { checkout, source } = benchOptions('profile');
const { nodes, samples, timeDeltas } = profileOf(join(checkout, source));
const byId = new Map(nodes.map((node) => [node.id, node]));
const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
const byStage = new Map<string, number>();
const byRule = new Map<string, number>();
for (const [index, id] of samples.entries()) {
  const spent = timeDeltas[index] ?? 0;
  const files = stackOf(id);
  const rule = files.find((file) => file.startsWith('rules/'));
  add(byStage, stageOf(id, files[0]), spent);
  if (rule !== undefined) add(byRule, rule.replace(/^.*\//, ''), spent);
}
const whole = [...byStage.values()].reduce((sum, spent) => sum + spent, 0);
stdout.write(`${table(['stage', 'share'], rowsOf(byStage))}\n${table(['asked for by', 'share'], rowsOf(byRule).slice(0, 12))}`);

function profileOf(path: string): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-profile-'));
  const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  try {
    execFileSync(execPath, ['--import', 'tsx', '--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', '2000', cli, 'scan', '--quiet', '--no-cache', '--no-config', path], { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'ignore' });
  } catch {
    // Findings: the profile is written all the same.
  }
  const largest = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).toSorted((a, b) => b.length - a.length)[0];
  rmSync(folder, { recursive: true });
  if (largest === undefined) throw new Error('the scan wrote no profile');
  return JSON.parse(largest) as Profile;
}

/** The files of ours on the stack, innermost first, without their extension. */
function stackOf(id: number): readonly string[] {
  const files: string[] = [];
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const [, file] = /\/((?:src|rules)\/[^?]+)\.ts(?:\?|$)/.exec(byId.get(at)?.callFrame.url ?? '') ?? [];
    if (file !== undefined) files.push(file);
  }
  return files;
}

function stageOf(id: number, file: string | undefined): string {
  const name = byId.get(id)?.callFrame.functionName;
  if (name === '(garbage collector)') return 'garbage collection';
  if (name === '(idle)') return 'waiting';
  return stages.find(([, pattern]) => file !== undefined && pattern.test(file))?.[0] ?? 'loading and the rest';
}

function rowsOf(shares: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  return [...shares].toSorted((a, b) => b[1] - a[1]).map(([name, spent]) => [name, `${((100 * spent) / whole).toFixed(1)} %`]);
}

function add(sums: Map<string, number>, name: string, spent: number): void {
  sums.set(name, (sums.get(name) ?? 0) + spent);
}
