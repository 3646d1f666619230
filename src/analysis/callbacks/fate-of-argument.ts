import type { Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { consumersOf } from '../deadline/consumers.js';
import { registersHandler } from '../handler-places.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { worstFate, type Fate } from './fate.js';
import { fateInForeignCall } from './fate-in-foreign-call.js';
import { fateOfParameter } from './fate-of-parameter.js';

/** A function that is handed over: as an argument, or as a property of one. */
export interface Handed {
  readonly project: Project;
  readonly call: CallRef;
  readonly index: number;
  /** The property in the argument: `['on', 'error']` of `start({ on: { error } })`. */
  readonly path: readonly string[];
  /** The function itself, where it is at hand. */
  readonly fn?: FunctionRef;
  /** What is being asked further up. */
  readonly seen: ReadonlySet<string>;
}

/** What becomes of the promise that a function gives which is handed to a call. */
export function fateOfArgument(handed: Handed): Fate {
  const { project, call, index, path } = handed;
  const { evaluator } = project;
  const fact = evaluator.call(call);
  if (!fact || fact.decorator) return { is: 'none' };
  if (registersHandler(project, call, index, handed.fn)) return { is: 'handler' };
  // `tick.bind(this)`, `tick.call(this)`
  if (fact.callee.is === 'member' && fact.callee.name === 'bind') return ofResult(handed, { is: 'given-back' });
  const callees = flatten(evaluator.evaluate(call.file, fact.callee));
  const own = callees.flatMap((c): readonly FunctionRef[] => (c.is === 'function' ? [c] : c.is === 'class' ? constructorOf(project, c.file, c.cls) : []));
  const fate = own.length > 0 ? worstFate(own.map((fn) => fateOfParameter(handed, fn, index, path))) : fateInForeignCall(handed, fact, callees);
  return ofResult(handed, fate);
}

/** A call that gives back a function which gives the promise: where that function goes decides. */
function ofResult(handed: Handed, fate: Fate): Fate {
  if (fate.is !== 'given-back') return fate;
  const { project, call, seen } = handed;
  const facts = project.evaluator.facts(call.file);
  const fates = (facts ? consumersOf(facts, { is: 'call', call: call.call }) : []).map((c) => fateOfArgument({ project, call: { file: call.file, call: c.call }, index: c.index, path: [], seen }));
  return worstFate(fates);
}

function constructorOf(project: Project, file: string, cls: number): readonly FunctionRef[] {
  const fact = project.evaluator.facts(file)?.classes[cls];
  return fact && fact.ctor !== -1 && !fact.implicitCtor ? [{ file, fn: fact.ctor }] : [];
}

/** `setInterval` of `setInterval(tick, 1_000)`, for messages and for what is known by name. */
export function methodOf(project: Project, { file }: CallRef, callee: Value): string {
  return lastName(project.evaluator.facts(file), callee);
}
