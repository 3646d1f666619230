import type { Value } from '../../model/facts.js';
import { flatten, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * Whether an object is a library's, or of the runtime, by where it comes from or by its annotation: then no file of the project says what its methods do.
 * @param values what the object, or a method of it, comes to
 */
export function isLibraryObject(project: Project, file: string, object: Value, values: readonly Abstract[]): boolean {
  if (values.length > 0 && values.every((v) => v.is === 'library')) return true;
  const type = annotationOf(project, file, object);
  const types = type ? flatten(project.evaluator.evaluate(file, type)) : [];
  return types.length > 0 && types.every((t) => t.is === 'library');
}

/** `emitter: EventEmitter` of a parameter, or of a field of the class at hand. */
function annotationOf(project: Project, file: string, value: Value): Value | undefined {
  const facts = project.evaluator.facts(file);
  if (value.is === 'ref') return facts?.bindings[value.to]?.type;
  return value.is === 'member' && value.of.is === 'this' ? facts?.classes[value.of.cls]?.members.find((m) => m.name === value.name)?.type : undefined;
}
