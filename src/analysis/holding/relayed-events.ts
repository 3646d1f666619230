import type { Value } from '../../model/facts.js';
import type { AcquireModel } from '../../catalog/acquire-model.js';
import { acquiredBy } from '../obligations/held.js';
import type { Project } from '../project.js';
import type { ListenerCall } from './listener-call.js';

const deepest = 4;

/** Whether what is listened to is made anew around something that is handed out again, and the event does not come from that: the listener goes with the new object. */
export function goesWithItsWrapper(project: Project, { ref, emitter, event }: ListenerCall): boolean {
  const models = modelsOf(project, ref.file, emitter);
  return event !== undefined && models.length > 0 && models.every((model) => model?.relays?.includes(event) === false);
}

/** How each value that a name may hold was got. */
function modelsOf(project: Project, file: string, value: Value, depth = 0): readonly (AcquireModel | undefined)[] {
  if (depth > deepest) return [undefined];
  switch (value.is) {
    case 'await': return modelsOf(project, file, value.of, depth + 1);
    case 'ref': return (project.evaluator.facts(file)?.bindings[value.to]?.values ?? []).filter((v) => v.is !== 'undefined').flatMap((v) => modelsOf(project, file, v, depth + 1));
    case 'call': return [acquiredBy(project, { file, call: value.call })];
    default: return [undefined];
  }
}
