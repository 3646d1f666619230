import type { Value } from '../../model/facts.js';
import { callKey, flatten, pathText, type CallRef } from '../abstract.js';
import { libraryBreakersIn } from '../breakers/library-breakers.js';
import { ownBreakersIn } from '../breakers/own-breakers.js';
import { OutboundWork } from '../catches/outbound-work.js';
import { makersOf } from '../lifetimes/long-lived.js';
import type { Project } from '../project.js';
import { configuredRetriesIn } from '../retries/configured-retries.js';
import { retryCallsIn } from '../retries/retry-calls.js';
import { retryLoopsIn } from '../retries/retry-loops.js';

/** The outbound calls that go through something, by what it is. */
export interface GuardedCalls {
  readonly breaker: ReadonlySet<string>;
  readonly limit: ReadonlySet<string>;
  readonly retry: ReadonlySet<string>;
}

const known = new WeakMap<Project, GuardedCalls>();

/** Which outbound calls of the project go through a circuit breaker, a limiter or a retry; worked out once. */
export function guardedCallsOf(project: Project): GuardedCalls {
  let found = known.get(project);
  if (!found) known.set(project, (found = gather(project)));
  return found;
}

function gather(project: Project): GuardedCalls {
  const breaker = new Set<string>();
  const limit = new Set<string>();
  const retry = new Set<string>();
  const add = (to: Set<string>, refs: readonly CallRef[]): void => refs.forEach((ref) => to.add(callKey(ref)));
  for (const [file, facts] of project.evaluator.sources.files) {
    for (const { outbound } of libraryBreakersIn(project, file)) add(breaker, outbound.map(({ ref }) => ref));
    for (const own of ownBreakersIn(project, file)) {
      const callers = [...project.graph.callersOf({ file, fn: own.fn }), ...(own.cls === undefined ? enclosing(project, file, own.fn) : makersOf(project, { file, cls: own.cls }))];
      add(breaker, callers.flatMap((by) => workOfArguments(project, by)));
    }
    for (const one of [...configuredRetriesIn(project, file), ...retryLoopsIn(project, file), ...retryCallsIn(project, file)]) {
      add(retry, one.work.outbound.map(({ ref }) => ref));
      if (one.work.given && one.by !== 'library' && one.by !== 'jobs') add(retry, enclosing(project, file, one.fn, true).flatMap((by) => workOfArguments(project, by)));
    }
    for (const call of facts.calls.keys()) {
      const kind = guardOf(project, { file, call });
      if (kind) for (const to of kind) add({ breaker, limit, retry }[to], workOfArguments(project, { file, call }));
    }
  }
  return { breaker, limit, retry };
}

/** The calls of the functions around one: `protect(load)` gives what is called later. */
function enclosing(project: Project, file: string, fn: number, itself = false): readonly CallRef[] {
  const found: CallRef[] = [];
  const facts = project.evaluator.facts(file);
  for (let at = itself ? fn : (facts?.functions[fn]?.parent ?? -1); at !== -1; at = facts?.functions[at]?.parent ?? -1) found.push(...project.graph.callersOf({ file, fn: at }));
  return found;
}

/** What a call of a library does with the function that it is given. */
function guardOf(project: Project, { file, call }: CallRef): readonly ('breaker' | 'limit' | 'retry')[] | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call({ file, call });
  if (!fact?.args.some((a) => a.is === 'function' || a.is === 'ref' || a.is === 'member')) return undefined;
  for (const value of flatten(evaluator.evaluate(file, fact.callee))) {
    if (value.is !== 'library') continue;
    const path = pathText(value.path);
    if (value.package === 'cockatiel' && path.endsWith('.execute')) return ofPolicy(project, value.path.flatMap((s) => ('call' in s ? [s.call] : [])), path);
    if (!catalog.has(value.package, 'slots')) continue;
    const version = versionOf(file, value.package);
    const slots = catalog.read(value, version).flatMap((reading) => catalog.slot(reading, value.package, version) ?? []);
    if (slots.some(({ model, keeps }) => model.kind === 'place' && keeps === 'during')) return ['limit'];
  }
  return undefined;
}

/** The policies that a policy of cockatiel is put together from. */
function ofPolicy({ evaluator }: Project, made: readonly CallRef[], path: string): readonly ('breaker' | 'limit' | 'retry')[] {
  const inside = made.flatMap((by) => (evaluator.call(by)?.args ?? []).flatMap((a) => flatten(evaluator.evaluate(by.file, a)).map((v) => (v.is === 'library' ? pathText(v.path) : ''))));
  const all = [path, ...inside];
  const has = (name: string): boolean => all.some((p) => p.startsWith(`${name}()`));
  return [...(has('circuitBreaker') ? (['breaker'] as const) : []), ...(has('bulkhead') ? (['limit'] as const) : []), ...(has('retry') ? (['retry'] as const) : [])];
}

/** The outbound calls of the functions that a call is given. */
function workOfArguments(project: Project, { file, call }: CallRef, depth = 0): readonly CallRef[] {
  const { evaluator } = project;
  const args: readonly Value[] = evaluator.call({ file, call })?.args ?? [];
  const functions = args.filter((a) => a.is === 'function' || a.is === 'ref' || a.is === 'member').flatMap((a) => flatten(evaluator.evaluate(file, a))).filter((v) => v.is === 'function');
  // `again(limit(() => load(id)))`
  const inner = depth > 1 ? [] : args.flatMap((a) => (a.is === 'call' ? workOfArguments(project, { file, call: a.call }, depth + 1) : []));
  return [...inner, ...functions.flatMap((fn) => OutboundWork.of(project).inSteps(fn.file, evaluator.facts(fn.file)?.functions[fn.fn]?.steps ?? [], true).outbound.map(({ ref }) => ref))];
}
