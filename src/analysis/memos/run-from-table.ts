import type { Value } from '../../model/facts.js';
import { functionKey, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

const deepest = 10;
const mostSeen = 200;

/**
 * Whether nobody is seen to call a function but functions that a module keeps in a table of its own: `const builders = { crawler: async () => … }`. Who goes through the
 * table does so at start-up as well as for a request.
 */
export function isRunFromTable(project: Project, fn: FunctionRef): boolean {
  const seen = new Set<string>();
  const queue: FunctionRef[] = [fn];
  for (let head = 0; head < queue.length && head < mostSeen; head++) {
    const next = queue[head];
    if (!next || seen.has(functionKey(next))) continue;
    seen.add(functionKey(next));
    const facts = project.evaluator.facts(next.file);
    const fact = facts?.functions[next.fn];
    if (!facts || !fact) continue;
    if (facts.bindings.some((b) => b.fn === -1 && b.kind !== 'import' && b.values.some((v) => holds(v, next.fn)))) return true;
    const callers = project.graph.callersOf(next).map((by) => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }));
    queue.push(...callers, ...(fact.passedTo && fact.parent !== -1 ? [{ file: next.file, fn: fact.parent }] : []));
  }
  return false;
}

/** A function in a literal. */
function holds(value: Value, fn: number, depth = 0): boolean {
  if (depth > deepest) return false;
  switch (value.is) {
    case 'object': return value.props.some((p) => p.value !== undefined && (isIt(p.value, fn) || holds(p.value, fn, depth + 1)));
    case 'array': return value.items.some((v) => isIt(v, fn) || holds(v, fn, depth + 1));
    default: return false;
  }
}

function isIt(value: Value, fn: number): boolean {
  return value.is === 'function' && value.fn === fn;
}
