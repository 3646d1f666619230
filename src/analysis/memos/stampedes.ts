import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, madeBy, type CallRef, type FunctionRef, type LibraryValue } from '../abstract.js';
import { OutboundWork } from '../catches/outbound-work.js';
import { outboundCalls } from '../deadline/outbound.js';
import { everyStep } from '../every-step.js';
import { lifeOfPlace } from '../lifetimes/place-life.js';
import { occasionOf } from '../lifetimes/occasion.js';
import { acquiredBy } from '../obligations/held.js';
import { placeOf } from '../obligations/mark-changes.js';
import type { Project } from '../project.js';
import { isLazyQuery } from '../promises/begun-query.js';
import { isKeptOutside, memoStoresIn, placeValue, type MemoStore } from './memo-stores.js';
import { approachTo } from './presence.js';

/** Something that a function looks up, makes where it is missing, and keeps. */
export interface Creation {
  readonly store: MemoStore;
  /** The awaited call that makes it. */
  readonly call: CallRef;
  /** Each that is made too many stays open. */
  readonly client: boolean;
  /** The lookup waits for another process. */
  readonly remote: boolean;
  readonly guard: Guard;
}

export type Guard =
  /** Those who come meanwhile make it as well. */
  | { readonly is: 'none' }
  | { readonly is: 'guarded' | 'unclear'; readonly why: string };

const keeping = /^(?:set|setex|setEx|psetex|put)$/;
const deepest = 6;

/** What the functions of a file make where a lookup finds nothing, while others may look as well. */
export function creationsIn(project: Project, file: string): readonly Creation[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const kept = memoStoresIn(file, facts);
  const inCaches = [...everyStep(facts)].flatMap(({ step, fn }) => (typeof step === 'number' && fn !== -1 && !kept.some((k) => k.step === step) ? (cacheStore(file, facts, step, fn) ?? []) : []));
  return [...kept, ...inCaches].flatMap((store): readonly Creation[] => {
    const call = creationOf(project, facts, store);
    const life = call && lifeOfPlace(project, file, facts, placeValue(store), store.fn.fn);
    if (!call || life === 'short') return [];
    const remote = isRemote(facts, store);
    return [{ store, call, remote, client: !remote && isClient(project, store), guard: life === 'unknown' ? { is: 'unclear', why: 'how long it is kept is not seen' } : guardOf(project, facts, store, call, !remote && isClient(project, store)) }];
  });
}

/** `cache.set(key, user)`, `await redis.setex(key, 60, json)` behind a `get` of the same. */
function cacheStore(file: string, facts: FileFacts, step: number, fn: number): MemoStore | undefined {
  const { callee, args = [] } = facts.calls[step] ?? {};
  const value = args.at(callee?.is === 'member' && /ex$/i.test(callee.name) ? 2 : 1);
  if (callee?.is !== 'member' || !keeping.test(callee.name) || !value) return undefined;
  const place = placeOf(callee.of);
  const approach = place === undefined || !isShared(facts, callee.of, fn) ? undefined : approachTo(facts, facts.functions[fn]?.steps ?? [], place, step);
  return place !== undefined && approach?.absent ? { fn: { file, fn }, step, place, target: callee.of, entry: true, value, approach } : undefined;
}

/** It is there for other calls too: of the module, of the object, or imported. */
function isShared(facts: FileFacts, of: Value, fn: number): boolean {
  return isKeptOutside(facts, of, fn) || (of.is === 'ref' && facts.bindings[of.to]?.kind === 'import');
}

/** The call between the lookup and the store that leaves the process, and whose result is kept. */
function creationOf(project: Project, facts: FileFacts, store: MemoStore): CallRef | undefined {
  const { fn: { file }, value, approach: { awaited } } = store;
  const reachesOut = (call: Value): boolean => OutboundWork.of(project).ofPromise(file, call).outbound.length > 0 || isClient(project, store);
  const found = awaited.filter((v) => v.is === 'call').filter((v) => isMadeOf(facts, value, v.call) && reachesOut(v));
  // What its arguments were asked of is awaited before: `launch({ path: await settings.get('path') })`.
  const [first] = [...found.filter((v) => isResultOf(facts, value, v.call)), ...found];
  return first && { file, call: first.call };
}

function isResultOf(facts: FileFacts, value: Value, call: number, depth = 0): boolean {
  if (value.is === 'await') return isResultOf(facts, value.of, call, depth + 1);
  if (value.is === 'ref') return depth < deepest && facts.bindings[value.to]?.values.some((v) => isResultOf(facts, v, call, depth + 1)) === true;
  return value.is === 'call' && value.call === call;
}

/** Whether a value comes of what a call gave, or of the object on which it was made: `await client.connect()`. */
function isMadeOf(facts: FileFacts, value: Value, call: number, depth = 0): boolean {
  const of = (v: Value): boolean => isMadeOf(facts, v, call, depth + 1);
  if (depth > deepest) return false;
  switch (value.is) {
    case 'ref': {
      const { callee } = facts.calls[call] ?? {};
      return (callee?.is === 'member' && callee.of.is === 'ref' && callee.of.to === value.to) || (facts.bindings[value.to]?.values ?? []).some(of);
    }
    case 'await': case 'member': case 'element': case 'spread': return of(value.of);
    case 'either': return value.of.some(of);
    case 'fallback': return of(value.first) || of(value.then);
    case 'object': return value.props.some((p) => (p.value !== undefined && of(p.value)) || (p.spread !== undefined && of(p.spread)));
    case 'array': return value.items.some(of);
    case 'call': {
      const { callee, args } = facts.calls[value.call] ?? {};
      return value.call === call || args?.some(of) === true || (callee?.is === 'member' && of(callee.of));
    }
    default: return false;
  }
}

/** The lookup is itself awaited. */
function isRemote(facts: FileFacts, { place, fn, approach }: MemoStore): boolean {
  return [...approach.before].some((step) => typeof step !== 'number' && step.is === 'await' && step.of.is === 'call' && facts.calls[step.of.call]?.fn === fn.fn && isLookup(facts, step.of.call, place));
}

function isLookup(facts: FileFacts, call: number, place: string): boolean {
  const { callee } = facts.calls[call] ?? {};
  return callee?.is === 'member' && placeOf(callee.of) === place;
}

/** What is kept is an object that a library made, and not what it answered. */
function isClient(project: Project, { fn: { file }, value }: MemoStore): boolean {
  const values = flatten(project.evaluator.evaluate(file, value));
  return values.some((v) => v.is === 'library' && !isAnswer(project, file, v) && project.catalog.read(v, project.versionOf(file, v.package)).some((r) => r.made.at(-1)?.step === v.path.at(-1)));
}

/** What a query or a request gave that was awaited: it is known by the calls that built it. What has to be given back is no answer. */
function isAnswer(project: Project, file: string, value: LibraryValue): boolean {
  const at = value.path.findLastIndex((step) => 'call' in step);
  const made = at === value.path.length - 1 ? madeBy(value) : undefined;
  if (made && outboundCalls(project, made).length > 0 && !acquiredBy(project, made)) return true;
  return at !== -1 && isLazyQuery(project, file, { ...value, path: value.path.slice(0, at) });
}

/** What keeps others from making the same meanwhile. */
function guardOf(project: Project, facts: FileFacts, { fn, approach, place }: MemoStore, call: CallRef, client: boolean): Guard {
  const { runs } = occasionOf(project, fn);
  if (runs === 'once') return { is: 'guarded', why: 'it is made at start-up' };
  if (approach.before.some((step) => isLocking(project, fn, step))) return { is: 'guarded', why: 'it is made under a lock' };
  const around = enclosing(project, facts, fn);
  if (around) return around;
  if (approach.before.some((step) => isNoted(facts, step, fn.fn, place))) return { is: 'unclear', why: 'that work is going on may be noted before' };
  const callers = project.graph.callersOf(fn);
  if (callers.some((by) => isKeptPromise(project, by))) return { is: callers.every((by) => isKeptPromise(project, by)) ? 'guarded' : 'unclear', why: 'who calls this keeps the promise' };
  if (callers.some((by) => occasionOf(project, { file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }).runs === 'once')) return { is: 'unclear', why: 'start-up makes it as well' };
  // Of clients one that comes too early is enough: it stays open for good.
  if (runs === 'unknown' && (!client || project.partial || callers.length === 0)) return { is: 'unclear', why: 'whether several ask at a time is not seen' };
  return outboundCalls(project, call).some(({ model }) => model.kind === 'wait') ? { is: 'unclear', why: 'it waits for an event' } : { is: 'none' };
}

function isLocking(project: Project, { file }: FunctionRef, step: Step): boolean {
  return typeof step === 'number' && /^(?:lock|semaphore|token)$/.test(acquiredBy(project, { file, call: step })?.noun ?? '');
}

/** It is run by something that may let one in at a time: `mutex.runExclusive(() => …)`. */
function enclosing(project: Project, facts: FileFacts, { file, fn }: FunctionRef): Guard | undefined {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const given = facts.functions[at]?.passedTo;
    if (!given || project.handlers.some((h) => h.file === file && h.fn === at) || letsSeveralIn(project, { file, call: given.call })) continue;
    return acquiredBy(project, { file, call: given.call })?.managed ? { is: 'guarded', why: 'it is made under a lock' } : { is: 'unclear', why: 'what it is handed to may let one in at a time' };
  }
  return undefined;
}

/** `pLimit(4)(work)`, `new PQueue({ concurrency: 4 }).add(work)`: a limit for more than one is no lock. */
function letsSeveralIn({ evaluator }: Project, { file, call }: CallRef): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  if (!callee) return false;
  const limiters = flatten(evaluator.evaluate(file, callee.is === 'member' ? callee.of : callee)).filter((v) => v.is === 'library' && (v.package === 'p-limit' || v.package === 'p-queue'));
  return limiters.length > 0 && limiters.every((v) => {
    const made = v.is === 'library' ? madeBy(v) : undefined;
    const [limit] = made ? flatten(evaluator.argument(made, 0, undefined)) : [];
    const count = limit?.is === 'object' ? evaluator.member(limit, 'concurrency')[0] : limit;
    return count?.is === 'literal' && typeof count.value === 'number' && count.value > 1;
  });
}

/** Something else outside of the function is given a value before: a mark, or a promise for those who come meanwhile. */
function isNoted(facts: FileFacts, step: Step, fn: number, place: string): boolean {
  if (typeof step === 'number') {
    const { callee } = facts.calls[step] ?? {};
    return callee?.is === 'member' && (callee.name === 'add' || callee.name === 'set' || callee.name === 'push') && placeOf(callee.of) !== place && isKeptOutside(facts, callee.of, fn);
  }
  if (step.is === 'set') return isKeptOutside(facts, { is: 'ref', to: step.to }, fn) && placeOf({ is: 'ref', to: step.to }) !== place;
  return step.is === 'put' && isKeptOutside(facts, step.target.is === 'element' ? step.target.of : step.target, fn) && placeOf(step.target) !== place;
}

function isKeptPromise(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  return facts !== undefined && memoStoresIn(file, facts).some((s) => s.value.is === 'call' && isMadeOf(facts, s.value, call));
}
