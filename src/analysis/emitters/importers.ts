import type { FileFacts } from '../../model/facts.js';
import type { Project } from '../project.js';
import { usagesOf, type Usage } from './usages.js';

/** A use of what another file exports. */
export interface ImportedUsage {
  readonly file: string;
  readonly usage: Usage;
  /** What is read of the export. */
  readonly reads: readonly string[];
  /** The names under which a namespace holds the export. */
  readonly wraps: readonly string[];
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly ImportedUsage[]>>();

/** Where the project uses what a file exports under a name, through re-exports, namespaces and `require`. */
export function usagesOfExport(project: Project, file: string, name: string): readonly ImportedUsage[] {
  let index = known.get(project);
  if (!index) known.set(project, (index = gather(project)));
  return index.get(keyOf(file, name)) ?? [];
}

function keyOf(file: string, name: string): string {
  return `${file}\0${name}`;
}

function gather(project: Project): ReadonlyMap<string, readonly ImportedUsage[]> {
  const index = new Map<string, ImportedUsage[]>();
  const { files, resolver } = project.evaluator.sources;
  for (const [file, facts] of files) {
    for (const [root, usages] of usagesOf(facts).byRoot) {
      const [, imported, from] = /^import (\S+) (.*)$/s.exec(root) ?? [];
      const target = imported !== undefined && from !== undefined ? resolver.resolve(file, from) : undefined;
      if (target?.kind !== 'file' || imported === undefined) continue;
      for (const usage of usages) {
        for (const { file: home, name, reads, wraps } of exportsRead(project, target.file, imported, usage.reads)) {
          const key = keyOf(home, name);
          const list = index.get(key) ?? [];
          if (list.length === 0) index.set(key, list);
          list.push({ file, usage, reads, wraps });
        }
      }
    }
  }
  return index;
}

interface ReadExport {
  readonly file: string;
  readonly name: string;
  readonly reads: readonly string[];
  readonly wraps: readonly string[];
}

/** The export that an import stands for, and what is read of it: `default` and namespaces as Node and the compilers have them. */
function exportsRead(project: Project, file: string, imported: string, reads: readonly string[], depth = 0): readonly ReadExport[] {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > 8) return [];
  const whole = facts.exports.some((e) => e.name === '=');
  if (imported === '*' || imported === '=') {
    const rest = imported === '*' && whole && reads[0] === 'default' ? reads.slice(1) : reads;
    if (whole) return named(project, file, facts, '=', rest, depth);
    const [first, ...others] = rest;
    return first === undefined ? everything(project, file, facts, depth) : named(project, file, facts, first, others, depth);
  }
  if (imported === 'default' && !facts.exports.some((e) => e.name === 'default')) return whole ? named(project, file, facts, '=', reads, depth) : exportsRead(project, file, '*', reads, depth + 1);
  if (whole && !facts.exports.some((e) => e.name === imported)) return named(project, file, facts, '=', [imported, ...reads], depth);
  return named(project, file, facts, imported, reads, depth);
}

function named(project: Project, file: string, { exports }: FileFacts, name: string, reads: readonly string[], depth: number): readonly ReadExport[] {
  const own = exports.filter((e) => e.name === name);
  const passed = own.length > 0 ? own : exports.filter((e) => e.name === '*');
  return passed.flatMap((e): readonly ReadExport[] => {
    if (e.from === undefined) return [{ file, name, reads, wraps: [] }];
    const target = project.evaluator.sources.resolver.resolve(file, e.from);
    return target.kind === 'file' ? exportsRead(project, target.file, e.name === '*' ? name : (e.imported ?? name), reads, depth + 1) : [];
  });
}

/** All that a namespace holds. */
function everything(project: Project, file: string, facts: FileFacts, depth: number): readonly ReadExport[] {
  return facts.exports.flatMap((e): readonly ReadExport[] => {
    if (e.name !== '*') return named(project, file, facts, e.name, [], depth).map((found) => ({ ...found, wraps: [e.name, ...found.wraps] }));
    const target = e.from === undefined ? undefined : project.evaluator.sources.resolver.resolve(file, e.from);
    return target?.kind === 'file' ? exportsRead(project, target.file, '*', [], depth + 1) : [];
  });
}
