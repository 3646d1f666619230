import type { FileFacts, FunctionFact, Step, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import { givesPromiseAlways, isAlwaysPromise } from '../failures/always-promise.js';
import { outlookOf } from '../failures/outlook.js';
import { bearerOf, parameterKey } from '../paths/bearer.js';
import type { Project } from '../project.js';
import type { Held } from './held.js';
import { placesOfRelease } from './release.js';

/** Work with what is held that nobody waits for before that is given back: `try { return work(client) } finally { client.release() }`. */
export interface WorkLeft {
  /** `likely`: a function that the caller hands in does it. `may`: it is not seen whether it is over by then. */
  readonly is: 'sure' | 'likely' | 'may';
  readonly ref: CallRef;
  readonly released: CallRef;
}

const deepest = 6;

/** The work that goes on with what is held after it was given back; the surest where there is more than one. */
export function workLeft(project: Project, held: Held): WorkLeft | undefined {
  const facts = project.evaluator.facts(held.fn.file);
  const fact = facts?.functions[held.fn.fn];
  if (!facts || !fact || !held.begins) return undefined;
  const released = new Set(placesOfRelease(project, held).flatMap(({ call }) => (facts.calls[call]?.fn === held.fn.fn ? [call] : [])));
  const found = [...returnedBeforeFinally(facts, fact.steps ?? [], released), ...namedBefore(facts, held, released)].flatMap(({ call, release }) => {
    const is = released.has(call) ? undefined : goesOn(project, held, facts, call);
    return is ? [{ is, ref: { file: held.fn.file, call }, released: { file: held.fn.file, call: release } }] : [];
  });
  return (['sure', 'likely', 'may'] as const).map((is) => found.find((f) => f.is === is)).find((f) => f !== undefined);
}

interface Left {
  readonly call: number;
  readonly release: number;
}

/** `return work(client)` in a `try` whose `finally` gives it back: that runs as soon as the work has begun. */
function returnedBeforeFinally(facts: FileFacts, steps: readonly Step[], released: ReadonlySet<number>): readonly Left[] {
  return stepsIn(steps).flatMap((step) => {
    const release = typeof step !== 'number' && step.is === 'try' ? stepsIn(step.last ?? []).find((s) => typeof s === 'number' && released.has(s)) : undefined;
    if (typeof step === 'number' || step.is !== 'try' || typeof release !== 'number') return [];
    const returned = stepsIn([...step.body, ...(step.caught?.steps ?? [])]).flatMap((s) => (typeof s !== 'number' && s.is === 'return' && s.of ? callsIn(facts, s.of) : []));
    return returned.map((call) => ({ call, release }));
  });
}

/** `const result = work(client); client.release(); return result;` */
function namedBefore(facts: FileFacts, { fn: { fn } }: Held, released: ReadonlySet<number>): readonly Left[] {
  const steps = stepsIn(facts.functions[fn]?.steps ?? []);
  return facts.bindings.flatMap((binding, to) => {
    const [value, ...others] = binding.values;
    const fact = value?.is === 'call' ? facts.calls[value.call] : undefined;
    if (value?.is !== 'call' || others.length > 0 || binding.fn !== fn || !fact || fact.fn !== fn || fact.conditional) return [];
    const begun = steps.indexOf(value.call);
    const end = steps.findIndex((s, at) => at > begun && typeof s === 'number' && released.has(s) && facts.calls[s]?.conditional !== true);
    const release = steps[end];
    const looked = (binding.uses ?? []).some((u) => u.fn !== fn || u.at < (typeof release === 'number' ? (facts.calls[release]?.range[0] ?? 0) : 0));
    return typeof release === 'number' && !looked && steps.slice(end).some((s) => typeof s !== 'number' && (s.is === 'return' || s.is === 'await') && isName(s.of, to)) ? [{ call: value.call, release }] : [];
  });
}

function isName(value: Value | undefined, to: number): boolean {
  return value?.is === 'ref' ? value.to === to : value?.is === 'await' && isName(value.of, to);
}

/** The calls whose promise a value is, as far as it is followed. */
function callsIn(facts: FileFacts, value: Value): readonly number[] {
  switch (value.is) {
    case 'call': {
      const { callee, args } = facts.calls[value.call] ?? { callee: { is: 'unknown' }, args: [] };
      if (callee.is !== 'member') return [value.call];
      if (callee.of.is === 'global' && callee.of.name === 'Promise') return args.flatMap((a) => (a.is === 'array' ? a.items.flatMap((item) => callsIn(facts, item)) : []));
      return /^(?:then|catch|finally)$/.test(callee.name) ? callsIn(facts, callee.of) : [value.call];
    }
    case 'either': return value.of.flatMap((v) => callsIn(facts, v));
    case 'fallback': return [value.first, value.then].flatMap((v) => callsIn(facts, v));
    default: return [];
  }
}

/** Whether a call begins work that needs what is held, and goes on when the call has returned. */
function goesOn(project: Project, held: Held, facts: FileFacts, call: number): WorkLeft['is'] | undefined {
  const { callee, args, construct } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
  const ref = { file: held.fn.file, call };
  const isGuard = held.model.release.includes('()') || held.model.holds === 'nothing' || held.model.noun.startsWith('lock');
  const given = args.some((a) => carries(held, facts, a));
  if (construct || !(isGuard || given || (callee.is === 'member' && carries(held, facts, callee.of)))) return undefined;
  if (callee.is === 'member' && held.model.finishes && bearerOf(held.bearers, held.fn.file, facts, callee.of)) return undefined;
  const targets = flatten(project.evaluator.evaluate(ref.file, callee));
  const [own, ...others] = targets;
  if (own?.is === 'function' && others.length === 0) return !isGuard && held.model.finishes && !isUsedAgain(project, held, facts, own, args) ? undefined : givesPromiseAlways(project, own) ? 'sure' : outlookOf(project, ref.file, { is: 'call', call }).is === 'none' ? undefined : 'may';
  const handed = targets.length > 0 && targets.every((t) => t.is === 'param' && t.path.length === 0) ? ofParameter(project, targets) : undefined;
  if (handed) return handed === 'none' ? undefined : handed === 'sure' || isAlwaysPromise(project, ref) ? 'sure' : given && facts.functions[held.fn.fn]?.async ? 'likely' : 'may';
  const { is } = outlookOf(project, ref.file, { is: 'call', call });
  if (is === 'none') return undefined;
  return (is === 'lazy' && facts.functions[held.fn.fn]?.async) || isAlwaysPromise(project, ref) ? 'sure' : given || is !== 'unknown' ? 'may' : undefined;
}

/** Whether the functions that are handed in for a parameter give a promise. */
function ofParameter(project: Project, params: readonly Abstract[]): 'sure' | 'none' | 'unknown' {
  const given = params.flatMap((p) => (p.is === 'param' ? project.graph.callersOf({ file: p.file, fn: p.fn }).map((by) => flatten(project.evaluator.argument(by, p.at, undefined))) : []));
  if (given.length === 0) return 'unknown';
  if (given.some((values) => values.some((v) => v.is === 'function' && givesPromiseAlways(project, v)))) return 'sure';
  const isPlain = (v: Abstract): boolean => v.is === 'function' && hasOnlyValues(project.evaluator.facts(v.file)?.functions[v.fn]);
  return given.every((values) => values.length > 0 && values.every(isPlain)) ? 'none' : 'unknown';
}

function hasOnlyValues(fact: FunctionFact | undefined): boolean {
  return fact !== undefined && !fact.async && fact.gives !== 'promise' && fact.gives !== 'maybe' && fact.returns.every((v) => v.is !== 'call');
}

/** Whether an own function gets back to what it is given after it has first let go of the thread. What it begins at once is begun in time. */
function isUsedAgain(project: Project, held: Held, around: FileFacts, own: Extract<Abstract, { is: 'function' }>, args: readonly Value[]): boolean {
  const facts = project.evaluator.facts(own.file);
  if (!facts) return false;
  const bearers = new Map(args.flatMap((a, at) => {
    const bearer = bearerOf(held.bearers, held.fn.file, around, a);
    return bearer ? [[parameterKey(own, at), bearer] as const] : [];
  }));
  if (bearers.size === 0) return true;
  const uses = facts.calls.filter((c) => isInside(facts, c.fn, own.fn) && [...c.args, ...(c.callee.is === 'member' ? [c.callee.of] : [c.callee])].some((v) => bearerOf(bearers, own.file, facts, v)));
  return uses.length > 1 || uses.some((c) => c.loop === true || c.fn !== own.fn) || (uses.length === 1 && comesLate(facts, own.fn, facts.calls.findIndex((c) => c === uses[0])));
}

/** Whether something is awaited before a call. */
function comesLate(facts: FileFacts, fn: number, call: number): boolean {
  const steps = stepsIn(facts.functions[fn]?.steps ?? []);
  return steps.slice(0, steps.indexOf(call)).some((s) => typeof s !== 'number' && s.is === 'await');
}

/** Whether a value is what is held, or is made with it: `drizzle(client)`, `{ transaction }`, `() => client.query(text)`. What was waited for is a result. */
function carries(held: Held, facts: FileFacts, value: Value, depth = 0): boolean {
  const { bearers, fn: { file, fn } } = held;
  const of = (v: Value): boolean => carries(held, facts, v, depth + 1);
  if (depth > deepest) return false;
  const bearer = bearerOf(bearers, file, facts, value);
  if (bearer && bearer.is !== 'derived') return true;
  switch (value.is) {
    case 'ref': return facts.bindings[value.to]?.fn === fn && (facts.bindings[value.to]?.values ?? []).some(of);
    case 'object': return value.props.some((p) => [p.value, p.spread].some((v) => v !== undefined && of(v)));
    case 'array': return value.items.some(of);
    case 'spread': case 'member': return of(value.of);
    case 'function': return facts.calls.some((c) => isInside(facts, c.fn, value.fn) && [...c.args, ...(c.callee.is === 'member' ? [c.callee.of] : [])].some((v) => v.is !== 'function' && bearerOf(bearers, file, facts, v) !== undefined));
    case 'call': {
      const { callee, args } = facts.calls[value.call] ?? { callee: { is: 'unknown' }, args: [] };
      return args.some(of) || (callee.is === 'member' && of(callee.of));
    }
    default: return false;
  }
}
