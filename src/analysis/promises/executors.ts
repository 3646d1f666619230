import type { CallFact, FileFacts, FunctionFact, Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import { oncePerFile } from '../once-per-file.js';
import type { Project } from '../project.js';
import type { Occasion } from './registrations.js';
import { referencesOf } from './references.js';
import { ofName, type Scope, type Way } from './ways.js';

/** One way in which a promise comes to be settled. */
export interface Settling {
  readonly by: 'resolve' | 'reject';
  /** The weakest thing that must happen for it: an event or a callback may never come, a timer always does. */
  readonly when: 'sync' | 'timer' | 'event' | 'callback' | 'promise';
  /** The event or callback that it waits for last. */
  readonly occasion?: Occasion;
  /** The call of `resolve` or `reject`, or the call that it is handed to. */
  readonly at: CallRef;
  /** Only on some paths. */
  readonly conditional: boolean;
  readonly way: Way;
}

/** A promise that is settled by hand: `new Promise(executor)` or `Promise.withResolvers()`. */
export interface Executor {
  readonly ref: CallRef;
  /** The executor; absent for `withResolvers`, and where it is not seen. */
  readonly fn?: FunctionRef;
  readonly async: boolean;
  readonly settlings: readonly Settling[];
  /** `resolve` or `reject` is stored, returned or handed to code that keeps it: others may settle the promise. */
  readonly leaves: boolean;
}

/** The promises of a file that are settled by hand, in the order in which they stand. */
export const executorsOf = oncePerFile((project, file): readonly Executor[] => {
  const facts = project.evaluator.facts(file);
  return facts ? facts.calls.flatMap((fact, call) => executorAt(project, { file, call }, facts, fact) ?? []) : [];
});

function executorAt(project: Project, ref: CallRef, facts: FileFacts, fact: CallFact): Executor | undefined {
  if (isWithResolvers(fact)) return withResolvers(project, ref, facts, fact);
  if (!fact.construct || !isPromise(facts, fact.callee) || fact.args.length === 0) return undefined;
  const [fn, ...others] = project.evaluator.argument(ref, 0, undefined);
  const home = fn?.is === 'function' ? project.evaluator.facts(fn.file) : undefined;
  const written = fn?.is === 'function' ? home?.functions[fn.fn] : undefined;
  if (fn?.is !== 'function' || !home || !written || others.length > 0) return { ref, async: false, settlings: [], leaves: true };
  // What is assigned to a name outside of the executor may be called beside it.
  const roots = new Set(fn.file === ref.file ? [fn.fn, fact.fn] : [fn.fn]);
  const scope: Scope = { project, file: fn.file, facts: home, roots, depth: 0 };
  const parts = (['resolve', 'reject'] as const).map((by, at) => settled(scope, by, parameterBindings(home, fn.fn, at)));
  return { ref, fn: { file: fn.file, fn: fn.fn }, async: written.async === true, settlings: parts.flatMap((p) => p.settlings), leaves: parts.some((p) => p.leaves) || takesRest(written) };
}

/** `(...args) => fn(...args)`: the executor is handed on as it is. */
function takesRest(fn: FunctionFact): boolean {
  return fn.params.some((p) => p.rest);
}

function isPromise(facts: FileFacts, callee: Value): boolean {
  if (callee.is === 'ref') return facts.bindings[callee.to]?.name === 'Promise';
  return (callee.is === 'global' || (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'globalThis')) && callee.name === 'Promise';
}

function isWithResolvers({ callee }: CallFact): boolean {
  return callee.is === 'member' && callee.name === 'withResolvers' && callee.of.is === 'global' && callee.of.name === 'Promise';
}

/** `const { promise, resolve, reject } = Promise.withResolvers()`. Kept as one object, it may go anywhere. */
function withResolvers(project: Project, ref: CallRef, facts: FileFacts, fact: CallFact): Executor {
  const scope: Scope = { project, file: ref.file, facts, roots: new Set([fact.fn]), depth: 0 };
  const named = (name: string): readonly number[] => facts.bindings.flatMap((b, index) => (b.values.some((v) => v.is === 'member' && v.name === name && v.of.is === 'call' && v.of.call === ref.call) ? [index] : []));
  const parts = (['resolve', 'reject'] as const).map((by) => settled(scope, by, named(by)));
  const whole = (referencesOf(facts).results.aliases.get(ref.call) ?? []).length > 0 || named('promise').length === 0;
  return { ref, async: false, settlings: parts.flatMap((p) => p.settlings), leaves: whole || parts.some((p) => p.leaves) };
}

function settled(scope: Scope, by: Settling['by'], bindings: readonly number[]): { readonly settlings: readonly Settling[]; readonly leaves: boolean } {
  const found = bindings.map((binding) => ofName(scope, binding));
  return { settlings: found.flatMap(({ ways }) => ways.map((way) => settlingOf(scope, by, way))), leaves: found.some((f) => f.leaves) };
}

function settlingOf(scope: Scope, by: Settling['by'], way: Way): Settling {
  const occasion = way.occasions.findLast((o) => o.when === 'event' || o.when === 'callback');
  const at = way.through.at(-1) ?? { file: scope.file, call: -1 };
  const when = occasion?.when ?? (way.occasions.some((o) => o.when === 'promise') || isAfterAwait(scope, way) ? 'promise' : way.occasions.length > 0 ? 'timer' : 'sync');
  return { by, when, at, conditional: way.conditional, way, ...(occasion && { occasion }) };
}

/** Whether an async function on the way waits for something before it goes on. */
function isAfterAwait({ project }: Scope, { through }: Way): boolean {
  return through.some(({ file, call }) => {
    const facts = project.evaluator.facts(file);
    const fact = facts?.calls[call];
    return fact && facts.functions[fact.fn]?.async && facts.calls.some((c) => c.fn === fact.fn && c.awaited && c.range[0] < fact.range[0]);
  });
}
