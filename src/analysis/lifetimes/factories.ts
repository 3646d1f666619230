import type { FunctionRef } from '../abstract.js';
import { isExported } from '../exported.js';
import { holdsFunction } from '../holding/mentioned-names.js';
import type { Project } from '../project.js';

/** `export function createCache() { … }`: a function of a module that is there for others, and that nobody in sight calls. */
export function isForOthers(project: Project, { file, fn }: FunctionRef): boolean {
  const fact = project.evaluator.facts(file)?.functions[fn];
  if (project.partial || fact?.parent !== -1 || fact.cls !== undefined || fact.passedTo) return false;
  return isExported(project.evaluator, { file, fn }) && project.graph.callersOf({ file, fn }).length === 0 && project.graph.handedOn({ file, fn }).length === 0;
}

/** Whether a function that is written in another one is what that gives away, or is called by what it gives away: it runs when its maker is done. */
export function outlivesMaker(project: Project, { file, fn }: FunctionRef, maker: number): boolean {
  const facts = project.evaluator.facts(file);
  const seen = new Set<number>();
  const open = [fn];
  for (let at = open.pop(); facts && at !== undefined; at = open.pop()) {
    let inner = at;
    while ((facts.functions[inner]?.parent ?? -1) !== maker && inner !== -1) inner = facts.functions[inner]?.parent ?? -1;
    if (inner === -1 || seen.has(inner)) continue;
    seen.add(inner);
    const own = inner;
    const names = facts.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'function' && v.fn === own) ? [to] : []));
    if (facts.functions[maker]?.returns.some((v) => holdsFunction(v, own, names))) return true;
    open.push(...project.graph.callersOf({ file, fn: own }).flatMap((by) => (by.file === file ? [facts.calls[by.call]?.fn ?? -1] : [])));
  }
  return false;
}
