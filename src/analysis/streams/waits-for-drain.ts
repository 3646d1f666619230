import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import { isListening, lastName } from '../promises/registrations.js';

/** What waits in a file until a stream has room again: `once(stream, 'drain')`, `stream.on('drain', …)`, a helper that is given it and does that. */
export function waitsForDrain(project: Project, facts: FileFacts, { file }: CallRef, target: Value): string | undefined {
  const key = emitterKey(facts, target);
  for (const [call, fact] of facts.calls.entries()) {
    const at = isListening(fact) ? 0 : lastName(facts, fact.callee) === 'once' ? 1 : undefined;
    if (at === undefined || !isDrain(project, { file, call }, at)) continue;
    const of = at === 1 ? fact.args[0] : fact.callee.is === 'member' ? fact.callee.of : undefined;
    if (of && (key === undefined || emitterKey(facts, of) === key || of.is === 'param' || of.is === 'ref')) return 'drain';
  }
  return undefined;
}

function isDrain(project: Project, ref: CallRef, at: number): boolean {
  return project.evaluator.argument(ref, at, undefined).some((v) => v.is === 'literal' && v.value === 'drain');
}
