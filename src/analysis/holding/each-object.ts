import type { FileFacts, FunctionFact } from '../../model/facts.js';
import { isMadeBy, makersOf } from '../lifetimes/long-lived.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { frequencyOf } from './frequency.js';

/** The class whose objects run a function when they are made: its constructor, or a method that only that calls. */
export function classMadeBy(project: Project, { file, fn }: FunctionRef): number | undefined {
  const { functions = [], classes = [] } = project.evaluator.facts(file) ?? {};
  const fact = functions[fn];
  if (fact?.cls === undefined) return undefined;
  if (fact.kind === 'constructor') return fact.cls;
  const ctor = classes[fact.cls]?.ctor;
  const callers = project.graph.callersOf({ file, fn });
  return fact.kind === 'method' && callers.length > 0 && callers.every((by) => by.file === file && project.evaluator.call(by)?.fn === ctor) ? fact.cls : undefined;
}

/** A place that makes objects of a class, of which nobody knows how many: in a function, and not for a field, which holds one. */
export function openMakerOf(project: Project, file: string, cls: number): CallRef | undefined {
  return project.partial ? undefined : makersOf(project, { file, cls }).find((by) => makesMany(project, by));
}

/** Whether a call makes one more object each time that its function runs, which may be often. */
export function makesMany(project: Project, by: CallRef): boolean {
  const facts = project.evaluator.facts(by.file);
  const around = facts?.functions[facts.calls[by.call]?.fn ?? -1];
  if (!facts || !around || around.kind === 'constructor' || isHandedByModule(facts, around) || frequencyOf(project, by).is === 'once') return false;
  const isIt = (v: Parameters<typeof isMadeBy>[0]): boolean => isMadeBy(v, by.call) || (v.is === 'ref' && facts.bindings[v.to]?.values.some((b) => isMadeBy(b, by.call)) === true);
  const isOfModule = facts.bindings.some((b) => b.fn === -1 && b.values.some(isIt));
  return !isOfModule && !facts.classes.some((c) => c.members.some((m) => m.values.some(isIt)));
}

/** `singleton('bus', () => new Bus())`: a helper to which a module hands it may call it once. */
function isHandedByModule(facts: FileFacts, { passedTo, parent }: FunctionFact): boolean {
  if (!passedTo) return false;
  const outer = facts.functions[parent];
  return !outer || isHandedByModule(facts, outer);
}
