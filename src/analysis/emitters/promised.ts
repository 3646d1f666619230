import type { Value } from '../../model/facts.js';
import { callKey } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey, originOf } from '../promises/emitters.js';
import { executorsOf } from '../promises/executors.js';
import { unheardErrorsOf } from '../promises/unheard-errors.js';

const known = new WeakMap<Project, Map<string, ReadonlySet<string>>>();

/** The calls that make emitters on which a promise of the file waits, and whose errors it does not hear: told there, by what it does to the promise. */
export function emittersOfPromises(project: Project, file: string): ReadonlySet<string> {
  let byFile = known.get(project);
  if (!byFile) known.set(project, (byFile = new Map<string, ReadonlySet<string>>()));
  let found = byFile.get(file);
  if (!found) byFile.set(file, (found = new Set(gather(project, file))));
  return found;
}

function gather(project: Project, file: string): readonly string[] {
  const told = executorsOf(project, file).flatMap((executor) => unheardErrorsOf(project, executor)).filter(({ is }) => is === 'silent' || is === 'piped');
  return told.flatMap(({ occasion, emitter }) => makersOf(project, occasion.file, emitter, 0));
}

/** The call that makes an emitter, and those that make what is piped into it. */
function makersOf(project: Project, file: string, emitter: Value, depth: number): readonly string[] {
  const facts = project.evaluator.facts(file);
  const key = facts && emitterKey(facts, emitter);
  if (!facts || key === undefined || depth > 5) return [];
  const origin = originOf(project, file, emitter);
  const sources = facts.calls.flatMap(({ callee, args: [into] }) => (callee.is === 'member' && callee.name === 'pipe' && into && emitterKey(facts, into) === key ? [callee.of] : []));
  return [...(origin.is === 'made' ? [callKey(origin.by)] : []), ...sources.flatMap((source) => makersOf(project, file, source, depth + 1))];
}
