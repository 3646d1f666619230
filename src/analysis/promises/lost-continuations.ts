import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { chainedCalls } from '../deadline/chain.js';
import type { Project } from '../project.js';
import { executorsOf, type Executor } from './executors.js';
import { mayReject } from './lost-rejections.js';
import { lastName } from './registrations.js';

/** A `then` that is all that settles a promise, and a rejection before it that settles nothing. */
export interface LostContinuation {
  /** The call whose promise may reject. */
  readonly work: CallRef;
  /** `open`: nobody hears it. `swallowed`: a `catch` hears it and settles nothing. */
  readonly is: 'open' | 'swallowed';
}

const leaving = new Set(['exit', 'abort', 'kill', 'reallyExit']);

/**
 * `new Promise((resolve) => load().then(resolve))`: when `load` rejects, the promise stays pending. Only what a call gives is looked at: a promise in
 * a variable may be heard elsewhere. Where something else settles the promise as well, a timer or an event, it does not stay pending.
 */
export function lostContinuationOf(project: Project, { fn: root, settlings, leaves }: Executor): LostContinuation | undefined {
  const facts = root && project.evaluator.facts(root.file);
  const [first] = settlings;
  if (!root || !facts || !first || leaves) return undefined;
  const continued = first.way.occasions.flatMap((o) => (o.when === 'promise' && o.call?.file === root.file ? [o.call] : []));
  return continued.map((then) => (settlings.every((s) => s.by === 'resolve' && s.way.occasions.some((o) => isSame(o.call, then))) ? lostBefore(project, facts, then, root.fn, settlings) : undefined)).find((l) => l !== undefined);
}

function lostBefore(project: Project, facts: FileFacts, then: CallRef, root: number, settlings: Executor['settlings']): LostContinuation | undefined {
  const fact = facts.calls[then.call];
  if (fact?.callee.is !== 'member' || fact.callee.name !== 'then' || fact.args.length !== 1) return undefined;
  const work = workBefore(facts, fact.callee.of);
  const made = work === undefined ? undefined : facts.calls[work];
  if (work === undefined || !made || !mayReject(project, facts, { file: then.file, call: work }, made) || onlyResolves(project, { file: then.file, call: work })) return undefined;
  const links = chainedCalls(project.evaluator, then).map(({ ref }) => ref);
  const chain = links.flatMap((ref) => facts.calls[ref.call] ?? []);
  const heard = chain.find((c) => c.callee.is === 'member' && (c.callee.name === 'catch' || (c.callee.name === 'then' && c.args.length > 1)));
  // `.then(() => resolve(true)).catch(() => resolve(false))`
  const settlesThere = links.some((ref) => facts.calls[ref.call] === heard && settlings.some((s) => s.way.occasions.some((o) => isSame(o.call, ref))));
  if (settlesThere) return undefined;
  const result = { work: { file: then.file, call: work } };
  if (heard) return heard.callee.is === 'member' && heard.callee.name === 'catch' && endsNothing(facts, heard.args[0]) ? { ...result, is: 'swallowed' } : undefined;
  return [fact, ...chain].some((c) => c.dropped === true || (c.returned === true && c.fn === root)) ? { ...result, is: 'open' } : undefined;
}

/** The call whose promise a chain begins with; `undefined` where it is no call, or where the chain catches before. */
function workBefore(facts: FileFacts, receiver: Value): number | undefined {
  if (receiver.is !== 'call') return undefined;
  const fact = facts.calls[receiver.call];
  const name = fact?.callee.is === 'member' ? fact.callee.name : '';
  if (name === 'catch' || (name === 'then' && (fact?.args.length ?? 0) > 1)) return undefined;
  return fact?.callee.is === 'member' && (name === 'then' || name === 'finally') ? workBefore(facts, fact.callee.of) : receiver.call;
}

/** `Promise.resolve()`, and functions of the project whose promise nothing rejects: `const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))`. */
function onlyResolves(project: Project, ref: CallRef): boolean {
  const { evaluator } = project;
  const callee = evaluator.call(ref)?.callee;
  const facts = evaluator.facts(ref.file);
  if (!callee || (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise' && lastName(facts, callee) === 'resolve')) return true;
  const own = flatten(evaluator.evaluate(ref.file, callee)).filter((v) => v.is === 'function');
  return own.length > 0 && own.every(({ file, fn }) => executorsOf(project, file).some((e) => evaluator.call(e.ref)?.fn === fn && !e.leaves && e.settlings.every((s) => s.by === 'resolve' && s.when !== 'promise')));
}

/** Whether a function that hears a rejection goes on: it neither ends the process nor makes an error of its own. */
function endsNothing(facts: FileFacts, handler: Value | undefined): boolean {
  if (handler?.is !== 'function') return false;
  return !facts.calls.some((c) => c.fn === handler.fn && ((c.construct && !c.dropped) || leaving.has(lastName(facts, c.callee))));
}

function isSame(a: CallRef | undefined, b: CallRef): boolean {
  return a?.file === b.file && a.call === b.call;
}
