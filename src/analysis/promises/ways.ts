import type { FileFacts } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import type { Project } from '../project.js';
import { referencesOf, type ArgumentPlace, type References } from './references.js';
import { occasionOf, registrationOf, type Occasion } from './registrations.js';

/** How the run of a function comes to a place: what has to happen, from outside to inside, and the calls on the way. */
export interface Way {
  readonly occasions: readonly Occasion[];
  readonly through: readonly CallRef[];
  readonly conditional: boolean;
}

export interface Ways {
  readonly ways: readonly Way[];
  /** Other code holds the function: who calls it, and when, is not seen. */
  readonly leaves: boolean;
}

const here: Way = { occasions: [], through: [], conditional: false };
const nowhere: Ways = { ways: [], leaves: false };
const gone: Ways = { ways: [], leaves: true };
const mostWays = 12;
const deepest = 6;

/** A question in one file: the ways from one of `roots` on. */
export interface Scope {
  readonly project: Project;
  readonly file: string;
  readonly facts: FileFacts;
  readonly roots: ReadonlySet<number>;
  readonly depth: number;
}

/** The ways on which a function comes to run, from the functions of the scope on. */
export function waysTo(scope: Scope, fn: number, seen: ReadonlySet<number> = new Set()): Ways {
  if (scope.roots.has(fn)) return { ways: [here], leaves: false };
  if (fn === -1) return gone;
  if (seen.has(fn)) return nowhere;
  const { functions } = referencesOf(scope.facts);
  const found = ofHolder(scope, functions, fn, new Set([...seen, fn]));
  const { cls, kind } = scope.facts.functions[fn] ?? {};
  // A method is called by whoever has the object.
  return found.ways.length === 0 || (cls !== undefined && kind !== 'arrow') ? { ...found, leaves: true } : found;
}

/** The ways to what a name, a function or a call's result stands for. */
export function ofHolder(scope: Scope, references: References, id: number, seen: ReadonlySet<number>): Ways {
  const { facts } = scope;
  const all = referencesOf(facts);
  return joined([
    ...(references.calls.get(id) ?? []).map((call) => waysThrough(scope, call, seen)),
    ...(references.args.get(id) ?? []).map((place) => handedTo(scope, place, seen)),
    ...(references.assigned.get(id) ?? []).map((assign) => assignedTo(scope, assign, seen)),
    ...(references.bound.get(id) ?? []).map((call) => ofHolder(scope, all.results, call, seen)),
    ...(references.aliases.get(id) ?? []).map((binding) => (seen.has(-2 - binding) ? nowhere : ofName(scope, binding, seen))),
    ...(references.exported.has(id) ? [gone] : []),
  ]);
}

/** The ways to a call itself. */
export function waysThrough(scope: Scope, call: number, seen: ReadonlySet<number>): Ways {
  const fact = scope.facts.calls[call];
  if (!fact) return nowhere;
  const { ways, leaves } = waysTo(scope, fact.fn, seen);
  const ref = { file: scope.file, call };
  return { leaves, ways: ways.map((w) => ({ ...w, through: [...w.through, ref], conditional: w.conditional || fact.conditional === true })) };
}

/** A function that is an argument runs when the call says so. */
export function handedTo(scope: Scope, { call, index, key }: ArgumentPlace, seen: ReadonlySet<number>): Ways {
  const fact = scope.facts.calls[call];
  const before = waysThrough(scope, call, seen);
  const ref = { file: scope.file, call };
  const registration = registrationOf(scope.project, ref, index);
  if (key !== undefined) return /^(?:resolve|reject|promise|)$/.test(key) || registration.is !== 'occasion' ? gone : after(before, fact ? [{ ...here, occasions: [occasionOf(ref, fact, 'callback')] }] : []);
  switch (registration.is) {
    case 'now': return { ...before, ways: before.ways.map((w) => (fact?.construct ? w : { ...w, conditional: true })) };
    case 'nothing': return nowhere;
    case 'stored': return gone;
    case 'parameter': return registration.of.map((fn) => insideOf(scope, fn, registration.at, before)).reduce((a, b) => joined([a, b]), nowhere);
    case 'occasion': return (registration.occasion.when === 'callback' ? wrapped(scope, call, seen) : undefined) ?? after(before, [{ ...here, occasions: [registration.occasion] }]);
  }
}

/** `const done = once(() => resolve())`: whoever is given the result calls the function. */
function wrapped(scope: Scope, call: number, seen: ReadonlySet<number>): Ways | undefined {
  const { callee, dropped, awaited } = scope.facts.calls[call] ?? {};
  if (!callee || dropped || awaited || callee.is === 'member' && !/^(?:once|debounce|throttle|bind|wrap|proxy|callback|after|partial|memoize)$/.test(callee.name)) return undefined;
  const all = referencesOf(scope.facts);
  const found = ofHolder(scope, all.results, call, seen);
  return found.ways.length > 0 ? found : undefined;
}

/** What a function of the project does with a function that it is given. */
function insideOf(scope: Scope, fn: FunctionRef, at: number, before: Ways): Ways {
  const facts = scope.project.evaluator.facts(fn.file);
  if (!facts || scope.depth >= deepest) return gone;
  const inner: Scope = { project: scope.project, file: fn.file, facts, roots: new Set([fn.fn]), depth: scope.depth + 1 };
  const found = joined(parameterBindings(facts, fn.fn, at).map((binding) => ofName(inner, binding)));
  return { ways: after(before, found.ways).ways, leaves: before.leaves || found.leaves };
}

/** The ways to the calls of what a name holds. A use that is not understood lets it leave. */
export function ofName(scope: Scope, binding: number, seen: ReadonlySet<number> = new Set()): Ways {
  // Bindings are numbered downwards in what has been seen, below the functions.
  const found = ofHolder(scope, referencesOf(scope.facts), binding, new Set([...seen, -2 - binding]));
  return { ...found, leaves: found.leaves || isStored(scope.facts, binding) };
}

/** Whether a name's value gets into an object, a field or a result, from where other code may take it. */
function isStored(facts: FileFacts, binding: number): boolean {
  const { aliases, assigned, args, calls } = referencesOf(facts);
  const uses = facts.bindings[binding]?.uses ?? [];
  if (uses.some((u) => u.as === 'returned' || u.as === 'spread')) return true;
  const understood = [aliases, assigned, args, calls].reduce((sum, places) => sum + (places.get(binding)?.length ?? 0), 0);
  return uses.filter((u) => u.as === 'stored' || u.as === 'argument' || u.name === '()' || u.name === 'call' || u.name === 'apply').length > understood;
}

/** `socket.onopen = resolve` is a listener; every other member is open to all. */
function assignedTo(scope: Scope, assign: number, seen: ReadonlySet<number>): Ways {
  const fact = scope.facts.assigns[assign];
  if (fact?.target.is !== 'member' || !/^on[a-z]+$/.test(fact.target.name)) return gone;
  const { ways, leaves } = waysTo(scope, fact.fn, seen);
  const occasion: Occasion = { when: 'event', file: scope.file, range: fact.range, event: fact.target.name.slice(2), emitter: fact.target.of };
  return { leaves, ways: ways.map((w) => ({ ...w, occasions: [...w.occasions, occasion], conditional: w.conditional || fact.conditional === true })) };
}

function after(before: Ways, then: readonly Way[]): Ways {
  const ways = before.ways.flatMap((a) => then.map((b) => ({ occasions: [...a.occasions, ...b.occasions], through: [...a.through, ...b.through], conditional: a.conditional || b.conditional })));
  return { ways: ways.slice(0, mostWays), leaves: before.leaves };
}

function joined(parts: readonly Ways[]): Ways {
  // Some of each, so that none is left out for being written last.
  const longest = Math.max(0, ...parts.map((p) => p.ways.length));
  const inTurn = Array.from({ length: longest }, (_, at) => parts.flatMap((p) => p.ways[at] ?? [])).flat();
  return { ways: inTurn.slice(0, mostWays), leaves: parts.some((p) => p.leaves) };
}
