import type { FileFacts, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { isExported } from '../exported.js';
import { isUncalled } from '../holding/frequency.js';
import type { Project } from '../project.js';

/** Whether anything in sight, or code that is not in sight, can run a function: it is called, exported, handed to something, or put somewhere. */
export function mayRun(project: Project, ref: FunctionRef): boolean {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.functions[ref.fn];
  if (!facts || !fact || fact.name === '' || fact.passedTo !== undefined) return true;
  // Members of objects that are written in place go where the object goes.
  if (fact.kind !== 'function' && fact.kind !== 'arrow' && fact.cls === undefined) return true;
  if (project.graph.handedOn(ref).length > 0 || !isUncalled(project, ref)) return true;
  return isExported(project.evaluator, ref) || isPutSomewhere(facts, ref.fn);
}

/** `return { stop }`, `this.stop = stop`, `module.exports.stop = stop`. */
function isPutSomewhere(facts: FileFacts, fn: number): boolean {
  const values = [...facts.functions.flatMap((f) => f.returns), ...facts.assigns.map((a) => a.value), ...facts.exports.flatMap((e) => e.value ?? []), ...facts.calls.flatMap((c) => c.args), ...facts.bindings.flatMap((b) => (b.values.some((v) => v.is === 'function') ? [] : b.values))];
  return values.some((v) => holds(facts, v, fn, 0));
}

function holds(facts: FileFacts, value: Value, fn: number, depth: number): boolean {
  const inner = (v: Value | undefined): boolean => v !== undefined && holds(facts, v, fn, depth + 1);
  if (depth > 6) return false;
  switch (value.is) {
    case 'function': return value.fn === fn;
    case 'ref': return facts.bindings[value.to]?.values.some((v) => v.is === 'function' && v.fn === fn) === true;
    case 'object': return value.props.some((p) => inner(p.value) || inner(p.spread));
    case 'array': return value.items.some(inner);
    case 'either': return value.of.some(inner);
    case 'fallback': return inner(value.first) || inner(value.then);
    default: return false;
  }
}
