import type { CallFact, FileFacts } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { chainedCalls } from '../deadline/chain.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import type { Executor } from './executors.js';
import { referencesOf } from './references.js';
import { lastName, registrationOf } from './registrations.js';

/** An async function on whose way the promise is settled, and whose rejection nobody hears. */
export interface LostRejection {
  readonly fn: number;
  readonly file: string;
  /** The wait that may reject. */
  readonly wait: CallRef;
  /** `open`: it stands outside of `try`. `swallowed`: the catch around it settles nothing. */
  readonly is: 'open' | 'swallowed';
  /** The executor itself, or a function inside. */
  readonly isExecutor: boolean;
}

/** The first lost rejection of a promise; `undefined` where all that may reject is caught. */
export function lostRejectionOf(project: Project, executor: Executor): LostRejection | undefined {
  const { fn: root } = executor;
  const facts = root && project.evaluator.facts(root.file);
  if (!root || !facts) return undefined;
  for (const [fn, { async }] of facts.functions.entries()) {
    if (!async || !isInside(facts, fn, root.fn) || (fn !== root.fn && !isLost(project, facts, root.file, fn, root.fn))) continue;
    const found = lostIn(project, executor, facts, root.file, fn);
    if (found) return { ...found, fn, file: root.file, isExecutor: fn === root.fn };
  }
  return undefined;
}

function lostIn(project: Project, executor: Executor, facts: FileFacts, file: string, fn: number): Pick<LostRejection, 'wait' | 'is'> | undefined {
  // The calls in this function on whose way the promise is settled.
  const ends = executor.settlings.flatMap((s) => s.way.through.flatMap(({ file: at, call }) => (at === file && facts.calls[call]?.fn === fn ? [facts.calls[call]] : [])));
  const last = Math.max(...ends.map((e) => e.range[0]));
  if (ends.length === 0) return undefined;
  const waits = facts.calls.flatMap((fact, call) => (fact.fn === fn && fact.awaited && fact.range[0] < last && mayReject(project, facts, { file, call }, fact) ? [{ call, fact }] : []));
  const open = waits.find(({ fact }) => fact.inTry === undefined);
  if (open) return { wait: { file, call: open.call }, is: 'open' };
  const guarded = waits.find(({ fact }) => fact.inTry === 'try');
  return guarded && !continues(facts, fn, guarded.fact.range[0], last) && ends.every((e) => e.inTry === 'try') && !executor.leaves && executor.settlings.every((s) => s.way.through.some(({ call, file: at }) => at === file && facts.calls[call]?.fn === fn)) ? { wait: { file, call: guarded.call }, is: 'swallowed' } : undefined;
}

/** Whether a catch stands between two places: what is caught there goes on. */
function continues(facts: FileFacts, fn: number, from: number, to: number): boolean {
  const between = (at: number): boolean => at > from && at < to;
  return facts.calls.some((c) => c.fn === fn && c.inTry === 'catch' && between(c.range[0])) || facts.bindings.some((b) => b.kind === 'catch' && between(b.range[0]));
}

const safe = new Set(['allSettled', 'catch', 'setTimeout', 'setImmediate', 'sleep', 'delay', 'wait', 'nextTick']);

/** Whether what is awaited may reject, as far as that can be told. */
export function mayReject(project: Project, facts: FileFacts, ref: CallRef, { callee, construct }: CallFact): boolean {
  if (construct || safe.has(lastName(facts, callee))) return false;
  const own = flatten(project.evaluator.evaluate(ref.file, callee)).filter((v) => v.is === 'function');
  return own.length === 0 || !own.every(({ file, fn }) => catchesAll(project, file, fn));
}

/** A function of the project all of whose calls stand in `try`, with a `catch` that does something or nothing, but no call that is awaited. */
function catchesAll(project: Project, file: string, fn: number): boolean {
  const inside = project.evaluator.facts(file)?.calls.filter((c) => c.fn === fn) ?? [];
  return inside.some((c) => c.inTry === 'try') && inside.every((c) => c.inTry === 'try' || (c.inTry === 'catch' && !c.awaited));
}

/** Whether nobody hears when an async function inside an executor rejects. */
function isLost(project: Project, facts: FileFacts, file: string, fn: number, root: number): boolean {
  const references = referencesOf(facts);
  const { functions } = references;
  const names = functions.aliases.get(fn) ?? [];
  const places = [...(functions.args.get(fn) ?? []), ...names.flatMap((name) => references.args.get(name) ?? [])];
  const calls = [...(functions.calls.get(fn) ?? []), ...names.flatMap((name) => references.calls.get(name) ?? [])];
  return places.some(({ call, index, key }) => key === undefined && isDeaf(project, { file, call }, index)) || calls.some((call) => isDropped(project, facts, { file, call }, root));
}

/** Emitters, timers and `forEach` do not look at what a function gives back. */
function isDeaf(project: Project, ref: CallRef, index: number): boolean {
  const registration = registrationOf(project, ref, index);
  if (registration.is === 'now') return lastName(project.evaluator.facts(ref.file), project.evaluator.call(ref)?.callee ?? { is: 'unknown' }) === 'forEach';
  return registration.is === 'occasion' && (registration.occasion.when === 'event' || registration.occasion.when === 'timer');
}

/** A call whose promise is dropped, or returned to an executor, which nobody reads. */
function isDropped(project: Project, facts: FileFacts, ref: CallRef, root: number): boolean {
  const fact = facts.calls[ref.call];
  if (!fact) return false;
  const chain = chainedCalls(project.evaluator, ref);
  if (chain.some((c) => c.method === 'catch' || (c.method === 'then' && (facts.calls[c.ref.call]?.args.length ?? 0) > 1))) return false;
  const ends = [fact, ...chain.flatMap((c) => facts.calls[c.ref.call] ?? [])];
  return ends.some((c) => c.dropped === true || (c.returned === true && c.fn === root && !facts.functions[root]?.async));
}
