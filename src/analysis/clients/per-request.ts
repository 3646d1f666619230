import type { FileFacts } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { callRoot, usagesOf, type Usage } from '../emitters/usages.js';
import { frequencyOf } from '../holding/frequency.js';
import { memoStoresIn } from '../memos/memo-stores.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import type { ClientMaking } from './client-makings.js';
import { isFixed } from './fixed-values.js';

/** How often a client is made. */
export type Making =
  /** One for each request. `end`: what becomes of it. */
  | { readonly is: 'anew'; readonly end: 'closed' | 'handed' | 'left' }
  | { readonly is: 'once'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

/** Calls that run what they are given on the spot, or as part of what they wait for. */
const running: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'map', 'flatMap', 'forEach', 'filter', 'reduce', 'Promise', 'all', 'allSettled', 'race', 'nextTick', 'setImmediate', 'setTimeout']);
const keeping: ReadonlySet<string> = new Set(['set', 'add', 'push', 'unshift', 'register', 'provide', 'defineProperty', 'assign', 'decorate']);

/** Whether each request makes a client of its own where all could share one. */
export function makingOf(project: Project, { ref, model }: ClientMaking): Making {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return { is: 'unknown', why: 'the call is not seen' };
  if (fact.fn === -1) return { is: 'once', why: 'its module makes it' };
  if (memoStoresIn(ref.file, facts).some((store) => store.fn.fn === fact.fn && store.approach.before.some((step) => step === ref.call))) return { is: 'once', why: 'it is kept, and made where there is none' };
  const frequency = frequencyOf(project, ref);
  if (frequency.is === 'once') return { is: 'once', why: 'it is made at start-up' };
  const path = project.reach({ file: ref.file, fn: fact.fn });
  if (frequency.is === 'unknown' || path.reach !== 'request') return { is: 'unknown', why: frequency.is === 'unknown' ? frequency.why : 'it is made for a job, an event or a tick, which may be rare' };
  // Objects that do I/O belong to the request there (https://developers.cloudflare.com/workers/runtime-apis/bindings/).
  if (path.handler?.entry.id === 'cloudflare-workers') return { is: 'unknown', why: 'on this platform a connection belongs to the request' };
  if (!fact.args.every((argument) => isFixed(project, ref.file, argument))) return { is: 'unknown', why: 'what it is made with comes from elsewhere, and may differ each time' };
  if (isRunByHelper(project, facts, ref, path.calls)) return { is: 'unknown', why: 'a helper that runs this may keep what it gives' };
  return fateOf(facts, ref, model.closes, model.dedicated ?? []);
}

/** A function on the way is handed to something that may run it once only: `singleton('db', connect)`. */
function isRunByHelper(project: Project, facts: FileFacts, ref: CallRef, way: readonly CallRef[]): boolean {
  for (let at = facts.calls[ref.call]?.fn ?? -1; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const taker = facts.functions[at]?.passedTo;
    if (project.handlers.some((h) => h.file === ref.file && h.fn === at)) break;
    if (taker && !running.has(lastName(facts, facts.calls[taker.call]?.callee ?? { is: 'unknown' }))) return true;
  }
  return way.some((by) => {
    const fact = project.evaluator.call(by);
    const name = fact && lastName(project.evaluator.facts(by.file) ?? facts, fact.callee);
    return fact?.args.some((argument) => (argument.is === 'ref' || argument.is === 'member') && !running.has(name ?? '') && project.evaluator.evaluate(by.file, argument).some((v) => v.is === 'function')) === true;
  });
}

function fateOf(facts: FileFacts, { call }: CallRef, closes: readonly string[], dedicated: readonly string[]): Making {
  const { byRoot } = usagesOf(facts);
  const own = byRoot.get(callRoot(call)) ?? [];
  const names = own.flatMap(({ as, at, reads }) => (as === 'held' && reads.length === 0 ? [at] : []));
  if (names.some((to) => facts.bindings[to]?.fn !== facts.calls[call]?.fn)) return { is: 'unknown', why: 'it is kept in a name outside of the function' };
  const usages = [...own, ...names.flatMap((to) => byRoot.get(`name ${String(to)}`) ?? [])];
  if (usages.some((usage) => isDedicating(facts, usage, dedicated))) return { is: 'unknown', why: 'it takes its connection for one purpose' };
  if (usages.some((u) => isKept(facts, u, call))) return { is: 'unknown', why: 'it is kept' };
  if (names.some((to) => facts.bindings[to]?.using) || usages.some(({ as, name }) => as === 'method' && closes.includes(name))) return { is: 'anew', end: 'closed' };
  return { is: 'anew', end: usages.some(({ as, reads }) => (as === 'argument' || as === 'returned' || as === 'field' || as === 'assigned') && reads.length === 0) ? 'handed' : 'left' };
}

/** `redis.subscribe(…)`, `client.on('notification', …)`. */
export function isDedicating(facts: FileFacts, { as, at, name }: Usage, dedicated: readonly string[]): boolean {
  const [first] = as === 'method' ? (facts.calls[at]?.args ?? []) : [];
  return as === 'method' && (dedicated.includes(name) || (first?.is === 'literal' && dedicated.includes(`${name} ${String(first.value)}`)));
}

/** It is put where it outlives the request: into a collection, under a property. In a constructor it goes with the object. */
function isKept(facts: FileFacts, { as, at, reads }: Usage, call: number): boolean {
  if (reads.length > 0) return false;
  const isConstructor = facts.functions[facts.calls[call]?.fn ?? -1]?.kind === 'constructor';
  if (as === 'argument') return keeping.has(lastName(facts, facts.calls[at]?.callee ?? { is: 'unknown' }));
  if (as === 'field') return !isConstructor;
  const target = as === 'assigned' ? facts.assigns[at]?.target : undefined;
  return target !== undefined && !(isConstructor && target.is === 'member' && target.of.is === 'this');
}
