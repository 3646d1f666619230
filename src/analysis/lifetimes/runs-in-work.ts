import { functionKey, type FunctionRef } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';

/** How far up the callers are asked. */
const highest = 4;

/** Whether a function waits for something, or is called by one that does: it does work, and does not only set something up. */
export function runsInWork(project: Project, start: FunctionRef): boolean {
  const seen = new Set<string>();
  let level: readonly FunctionRef[] = [start];
  for (let depth = 0; depth <= highest && level.length > 0; depth++) {
    const fresh = level.filter((ref) => ref.fn !== -1 && !seen.has(functionKey(ref)));
    for (const ref of fresh) seen.add(functionKey(ref));
    if (fresh.some((ref) => waits(project, ref))) return true;
    level = fresh.flatMap((ref) => {
      const fact = project.evaluator.facts(ref.file)?.functions[ref.fn];
      return [...project.graph.callersOf(ref).map((by) => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 })), ...(fact ? [{ file: ref.file, fn: fact.parent }] : [])];
    });
  }
  return false;
}

function waits(project: Project, { file, fn }: FunctionRef): boolean {
  const fact = project.evaluator.facts(file)?.functions[fn];
  return fact?.async === true && stepsIn(fact.steps ?? []).some((s) => typeof s !== 'number' && (s.is === 'await' || (s.is === 'loop' && s.awaits !== undefined)));
}
