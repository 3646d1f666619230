import type { FileFacts, Step } from '../../model/facts.js';
import { listsIn, stepsIn } from '../every-step.js';
import { flatten, type CallRef, type ParamValue } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import { isListening } from '../promises/registrations.js';

/** An `emit` in a `try` that is to catch what listeners throw, where the listeners come from outside of the project. */
export interface TriedEmit {
  readonly call: CallRef;
  /** Where listeners are added as they were handed in. */
  readonly added: CallRef;
}

const emitters = new Set(['events', 'eventemitter2', 'eventemitter3']);

/** The emits of a file whose `try` cannot catch the rejection of an async listener: listeners of whom nobody is seen are added without a wrapper. */
export function triedEmits(project: Project, file: string): readonly TriedEmit[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return facts.calls.flatMap(({ callee, inTry, fn }, call): readonly TriedEmit[] => {
    if (inTry !== 'try' || callee.is !== 'member' || callee.name !== 'emit' || !isEmitter(project, file, callee) || !isCaught(fn === -1 ? facts.steps : (facts.functions[fn]?.steps ?? []), call)) return [];
    const key = emitterKey(facts, callee.of);
    const added = facts.calls.findIndex((c) => isListening(c) && c.callee.is === 'member' && emitterKey(facts, c.callee.of) === key && isHandedIn(project, file, facts, c.args[1]));
    return added === -1 ? [] : [{ call: { file, call }, added: { file, call: added } }];
  });
}

function isEmitter(project: Project, file: string, callee: Parameters<Project['evaluator']['evaluate']>[1]): boolean {
  return flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && emitters.has(v.package.replace(/^node:/, '')));
}

/** The nearest `try` around a call has a `catch`. */
function isCaught(steps: readonly Step[], call: number): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') return false;
    if (step.is === 'try') return isCaught(step.body, call) || (step.caught !== undefined && stepsIn(step.body).includes(call)) || isCaught(step.caught?.steps ?? [], call) || isCaught(step.last ?? [], call);
    return listsIn(step).some((list) => isCaught(list, call));
  });
}

/** A parameter that no call of the project fills, and that is not declared as a function which gives something else or, where it is told at once, a promise. */
function isHandedIn(project: Project, file: string, facts: FileFacts, listener: FileFacts['calls'][number]['args'][number] | undefined): boolean {
  if (listener?.is !== 'ref' || facts.bindings[listener.to]?.gives !== undefined) return false;
  const params = flatten(project.evaluator.evaluate(file, listener)).filter((v): v is ParamValue => v.is === 'param');
  return params.length > 0 && params.every((p) => project.graph.callersOf(p).length === 0 && facts.functions[p.fn]?.passedTo === undefined);
}
