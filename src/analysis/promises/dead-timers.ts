import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { emitterKey, isRequest, originOf } from './emitters.js';
import type { Executor } from './executors.js';
import { lastName } from './registrations.js';
import { eventsOf } from './unheard-errors.js';

/** A timer in an executor that ends what the promise waits for, and does not settle the promise. */
export interface DeadTimer {
  readonly timer: CallRef;
  /** The call that ends it: `client.end`. */
  readonly end: CallRef;
}

const ending = new Set(['end', 'close', 'destroy', 'kill', 'abort', 'disconnect', 'terminate', 'unsubscribe', 'quit']);
/** Events that come when the thing is ended. */
const endings = new Set(['close', 'end', 'exit', 'finish', 'disconnect', 'abort', 'aborted', 'closed', 'terminated']);

/** The timers of a promise that close what it waits for and leave it pending. */
export function deadTimersOf(project: Project, executor: Executor): readonly DeadTimer[] {
  const { fn: root, settlings } = executor;
  const facts = root && project.evaluator.facts(root.file);
  if (!root || !facts || executor.leaves || settlings.length === 0 || settlings.some((s) => s.when === 'timer' || s.when === 'promise')) return [];
  return facts.calls.flatMap((fact, call): readonly DeadTimer[] => {
    if (!isInside(facts, fact.fn, root.fn) || lastName(facts, fact.callee) !== 'setTimeout') return [];
    const fn = callbackOf(facts, fact.args[0]);
    if (fn === undefined || settlesIn(executor, facts, root.file, fn)) return [];
    const end = facts.calls.findIndex((c) => isInside(facts, c.fn, fn) && c.callee.is === 'member' && ending.has(c.callee.name));
    const ended = facts.calls[end]?.callee;
    return ended?.is === 'member' && leavesPending(project, executor, root.file, facts, end, ended.of) ? [{ timer: { file: root.file, call }, end: { file: root.file, call: end } }] : [];
  });
}

function callbackOf(facts: FileFacts, value: Value | undefined): number | undefined {
  if (value?.is === 'function') return value.fn;
  if (value?.is === 'ref') return facts.bindings[value.to]?.values.flatMap((v) => (v.is === 'function' ? [v.fn] : []))[0];
  const bound = value?.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return bound?.is === 'member' && bound.name === 'bind' ? callbackOf(facts, bound.of) : undefined;
}

/** Whether one of the ways to a settling leads through a function, or a function is called in it that may lead there. */
function settlesIn({ settlings }: Executor, facts: FileFacts, file: string, fn: number): boolean {
  const inside = (call: CallRef): boolean => call.file === file && isInside(facts, facts.calls[call.call]?.fn ?? -1, fn);
  if (settlings.some((s) => s.way.through.some(inside) || inside(s.at))) return true;
  // It calls an event by hand, or something named that is not a method: it may settle after all.
  return facts.calls.some((c) => isInside(facts, c.fn, fn) && (c.callee.is === 'ref' || lastName(facts, c.callee) === 'emit') && !c.construct);
}

/** Only events of the same object settle the promise, and none of those that come at its end. */
function leavesPending(project: Project, executor: Executor, file: string, facts: FileFacts, end: number, ended: Value): boolean {
  const key = emitterKey(facts, ended);
  if (key === undefined) return false;
  const own = eventsOf(project, executor, file, key);
  if (own.length === 0 || own.length < executor.settlings.length) return false;
  if (own.some((s) => s.way.occasions.some((o) => o.event === undefined || endings.has(o.event)))) return false;
  const passesError = (facts.calls[end]?.args.length ?? 0) > 0 || isRequest(originOf(project, file, ended)) || isWebSocket(project, file, ended);
  return !(passesError && own.some((s) => s.occasion?.event === 'error'));
}

/** A WebSocket that is closed before it is open tells so by an error. */
function isWebSocket(project: Project, file: string, value: Value): boolean {
  const origin = originOf(project, file, value);
  return origin.is === 'made' && /^ws$|WebSocket/.test(`${origin.library?.package ?? ''} ${origin.library?.path ?? ''}`);
}
