import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * Whether no file that is not at hand can say more of what is called: one of a package of the repository that is not scanned, or, where only a part is seen, any other.
 * A function that is handed in stays what its annotation says, whoever hands it in, and a name that gets no value in its own file gets none.
 */
export function isInSight(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const callee = facts?.calls[call]?.callee;
  if (!facts || !callee) return true;
  const targets = flatten(project.evaluator.evaluate(file, borrowedFrom(callee)));
  if (targets.some((t) => t.is === 'library' && project.evaluator.sources.resolver.isUnseenOwn(file, t.package))) return false;
  if (!project.partial) return true;
  return isOnlyDeclared(facts, callee) || (targets.length > 0 && targets.every((t) => t.is !== 'unknown' && (t.is !== 'param' || t.path.length === 0)));
}

/** `declare const bus: Bus;` */
function isOnlyDeclared(facts: FileFacts, value: Value): boolean {
  if (value.is === 'member') return isOnlyDeclared(facts, value.of);
  const binding = value.is === 'ref' ? facts.bindings[value.to] : undefined;
  return binding !== undefined && binding.kind !== 'import' && binding.kind !== 'param' && binding.kind !== 'catch' && binding.values.every((v) => v.is === 'undefined');
}

/** `save` of `save.call(this)`, and every other callee itself. */
export function borrowedFrom(callee: Value): Value {
  return callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') ? callee.of : callee;
}
