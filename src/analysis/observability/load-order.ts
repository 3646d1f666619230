import { folderOf } from '../../files/posix-path.js';
import type { FileFacts } from '../../model/facts.js';
import { packageOf } from '../deployment/packages.js';
import { grouped } from '../grouped.js';
import { importsOf } from '../imported-files.js';
import type { Project } from '../project.js';
import type { TelemetryUse } from './telemetry-uses.js';

/** A package that is loaded before tracing starts, so that it is not followed. */
export interface LoadedEarlier {
  readonly package: string;
  readonly file: string;
}

/** Where tracing starts: while a module runs, at an offset, or as the module of this name is imported. */
interface Start {
  readonly file: string;
  readonly at: number;
  readonly imported: string | undefined;
}

/**
 * The packages that are loaded before a start that had to come first, seen from the entry points that lead to it.
 * @returns empty where it comes first on some way; `undefined` where its place in the order is not seen
 */
export function loadedEarlier(project: Project, use: TelemetryUse, files: ReadonlySet<string>): readonly LoadedEarlier[] | undefined {
  const start = startOf(project, use);
  if (!start) return undefined;
  const importers = grouped([...files].flatMap((by) => importsOf(project, by).filter((file) => file !== by).map((file) => ({ file, by }))), ({ file }) => file);
  const leading = new Set([start.file]);
  for (const file of leading) for (const { by } of importers.get(file) ?? []) leading.add(by);
  const roots = [...files].filter((file) => !importers.has(file) && leading.has(file));
  if (roots.length === 0) return undefined;
  const orders = roots.map((root) => new Loading(project, start, use.model.patches ?? []).from(root));
  return orders.find((loaded) => loaded.length === 0) ?? orders[0];
}

/** A start in a function is where a module calls that function. */
function startOf(project: Project, { ref, file, imported }: TelemetryUse): Start | undefined {
  if (!ref) return { file, at: 0, imported };
  let at = ref;
  for (let hop = 0; hop < 3; hop++) {
    const fact = project.evaluator.call(at);
    if (!fact) return undefined;
    if (fact.fn === -1) return { file: at.file, at: fact.range[0], imported: undefined };
    const [by, ...more] = project.graph.callersOf({ file: at.file, fn: fact.fn });
    if (!by || more.length > 0) return undefined;
    at = by;
  }
  return undefined;
}

/** Loads modules as Node does: what a module imports comes before what it does itself. */
class Loading {
  private readonly seen = new Set<string>();
  private readonly loaded: LoadedEarlier[] = [];
  private hasStarted = false;

  constructor(private readonly project: Project, private readonly start: Start, private readonly patches: readonly string[]) {}

  from(root: string): readonly LoadedEarlier[] {
    this.load(root);
    return this.loaded;
  }

  private load(file: string): void {
    const facts = this.project.evaluator.facts(file);
    if (!facts || this.seen.has(file)) return;
    this.seen.add(file);
    for (const specifier of facts.imports) {
      if (this.hasStarted) return;
      const place = placeOfImport(facts, specifier);
      if (place === 'later' || (file === this.start.file && this.start.imported === undefined && !this.comesFirst(file, place))) continue;
      if (file === this.start.file && this.start.imported === specifier) {
        this.hasStarted = true;
        return;
      }
      const target = this.project.evaluator.sources.resolver.resolve(file, specifier);
      if (target.kind === 'file') this.load(target.file);
      else if (this.isPatched(specifier) && place !== 'unused') this.loaded.push({ package: specifier, file });
    }
    if (file === this.start.file) this.hasStarted = true;
  }

  /** In a module of ECMAScript all imports come first, wherever they stand; a call of `require` runs in its place. */
  private comesFirst(file: string, place: number | 'import' | 'unused'): boolean {
    return place === 'import' || place === 'unused' || place < this.start.at || isModule(this.project, file);
  }

  private isPatched(specifier: string): boolean {
    return this.patches.some((name) => (name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name));
  }
}

/** Where an import stands: its offset; `import` for one without names; `unused` where only types are taken; `later` where it runs when it is reached. */
function placeOfImport(facts: FileFacts, specifier: string): number | 'import' | 'unused' | 'later' {
  const bindings = facts.bindings.flatMap((binding, to) => (binding.values.some((v) => v.is === 'import' && v.from === specifier && (binding.kind === 'import' || v.name === '=')) ? [{ binding, to }] : []));
  if (bindings.length > 0) {
    if (bindings.every(({ binding }) => binding.fn !== -1)) return 'later';
    const isUsed = bindings.some(({ to }) => usedIn(facts).includes(`{"is":"ref","to":${String(to)}}`));
    return isUsed ? Math.min(...bindings.map(({ binding }) => binding.range[0])) : 'unused';
  }
  const isValue = JSON.stringify([facts.calls, facts.bindings, facts.steps, facts.functions]).includes(`"is":"import","from":${JSON.stringify(specifier)}`);
  return isValue ? 'later' : 'import';
}

/** Node runs it as a module of ECMAScript. */
function isModule({ artifacts }: Project, file: string): boolean {
  if (/\.[mc][jt]s$/.test(file)) return /\.m[jt]s$/.test(file);
  const manifest = artifacts?.packages.files.find(({ path }) => folderOf(path) === packageOf(artifacts, file));
  return manifest !== undefined && /"type"\s*:\s*"module"/.test(manifest.text);
}

const used = new WeakMap<FileFacts, string>();

/** What is called, given to calls, extended or used as a decorator: types are none of it. */
function usedIn(facts: FileFacts): string {
  let text = used.get(facts);
  if (text === undefined) used.set(facts, (text = JSON.stringify([facts.calls, facts.classes.map((c) => [c.extends, c.decorators]), facts.exports, facts.assigns])));
  return text;
}
