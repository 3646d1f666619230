import type { Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';

/** A call of Node's timers. */
export interface TimerCall {
  readonly ref: CallRef;
  readonly kind: 'setInterval' | 'setTimeout';
  /** What it runs. */
  readonly callback: Value;
  readonly delay: Value | undefined;
}

/** A call that stops a timer. */
export interface ClearCall {
  readonly ref: CallRef;
  readonly name: 'clearInterval' | 'clearTimeout';
  readonly timer: Value;
}

/** The timers that a file starts. Those of `timers/promises` are promises and iterators, and end by themselves. */
export function timerCalls(project: Project, file: string): readonly TimerCall[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly TimerCall[] => {
    const kind = lastName(facts, fact.callee);
    const [callback, delay] = fact.args;
    if ((kind !== 'setInterval' && kind !== 'setTimeout') || fact.construct || !callback || !isOfNode(project, { file, call }, kind)) return [];
    return [{ ref: { file, call }, kind, callback, delay }];
  });
}

/** The calls of a file that stop timers. */
export function clearCalls(project: Project, file: string): readonly ClearCall[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly ClearCall[] => {
    const name = lastName(facts, fact.callee);
    const [timer] = fact.args;
    if ((name !== 'clearInterval' && name !== 'clearTimeout') || !timer || !isOfNode(project, { file, call }, name)) return [];
    return [{ ref: { file, call }, name, timer }];
  });
}

const known = new WeakMap<Project, readonly ClearCall[]>();

/** The same of the whole project. Worked out once. */
export function allClearCalls(project: Project): readonly ClearCall[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...project.evaluator.sources.files.keys()].flatMap((file) => clearCalls(project, file))));
  return found;
}

/** A global, or an export of `node:timers`: not a method of the project or of another package. */
function isOfNode({ evaluator }: Project, ref: CallRef, name: string): boolean {
  const callee = evaluator.call(ref)?.callee;
  if (!callee) return false;
  if (callee.is === 'global') return true;
  return flatten(evaluator.evaluate(ref.file, callee)).some((v) => {
    const last = v.is === 'library' ? v.path.at(-1) : undefined;
    return v.is === 'library' && (v.package === 'globalThis' || v.package === 'timers') && last !== undefined && 'member' in last && last.member === name;
  });
}
