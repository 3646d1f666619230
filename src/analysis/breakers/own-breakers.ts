import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { beforeCall } from '../endless/before-call.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { placeOfValue } from '../retries/growth.js';
import { mentions } from '../retries/mentions.js';
import { outcomesOf } from '../retries/outcomes.js';

/** A circuit breaker that the project writes itself: what counts failures, and rejects before it calls. */
export interface OwnBreaker {
  readonly file: string;
  /** The function through which calls go. */
  readonly fn: number;
  readonly range: Range;
  readonly name: string;
  /** The class of it, where it is one. */
  readonly cls?: number;
  /** The pause is over, and nothing holds back the others while one tries. */
  readonly letsAllThrough?: Range;
  /** Nothing closes it again. */
  readonly staysOpen: boolean;
}

/** The functions that share their state: the members of a class, or what stands inside of one function. */
interface Unit {
  readonly functions: readonly number[];
  readonly name: string;
  readonly range: Range;
  readonly cls?: number;
}

type Branch = Extract<Step, { is: 'branch' }>;

/** The breakers of a file, recognised by what they do. */
export function ownBreakersIn(project: Project, file: string): readonly OwnBreaker[] {
  const facts = project.evaluator.facts(file);
  if (!facts || !facts.functions.some(({ steps = [] }) => stepsIn(steps).some((s) => typeof s !== 'number' && (s.is === 'put' || s.is === 'set') && s.counts === 'up'))) return [];
  return unitsOf(facts).flatMap((unit) => ofUnit(project, file, facts, unit) ?? []);
}

function unitsOf(facts: FileFacts): readonly Unit[] {
  const classes = facts.classes.flatMap((c, cls): readonly Unit[] => (c.interface ? [] : [{ functions: facts.functions.flatMap((f, fn) => (f.cls === cls ? [fn] : [])), name: c.name, range: c.range, cls }]));
  const closures = facts.functions.flatMap((f, fn): readonly Unit[] => {
    const inner = facts.functions.flatMap((other, at) => (at !== fn && other.cls === undefined && isInside(facts, at, fn) ? [at] : []));
    return inner.length > 0 && f.cls === undefined ? [{ functions: [fn, ...inner], name: f.name, range: f.nameRange }] : [];
  });
  return [...classes, ...closures];
}

function ofUnit(project: Project, file: string, facts: FileFacts, unit: Unit): OwnBreaker | undefined {
  const steps = unit.functions.flatMap((fn) => failingSteps(project, file, facts, unit, fn));
  const counted = new Set(steps.flatMap((s) => (typeof s !== 'number' && (s.is === 'put' || s.is === 'set') && s.counts === 'up' ? placesOf(file, s) : [])));
  if (counted.size === 0) return undefined;
  const states = new Set(branchesOf(steps).filter(({ test }) => asks(file, facts, test, counted) && isComparison(test)).flatMap(({ ways }) => ways.flatMap((way) => stepsIn(way).flatMap((s) => changedBy(file, s)))).filter((place) => !counted.has(place)));
  if (states.size === 0) return undefined;
  for (const fn of unit.functions) {
    const given = guardedCall(project, file, facts, fn);
    const before = given === undefined ? [] : stepsIn([...withoutCatch(beforeCall(facts.functions[fn]?.steps ?? [], given) ?? []), ...calledBefore(project, file, facts, unit, fn).flatMap((at) => facts.functions[at]?.steps ?? [])]);
    const rejecting = branchesOf(before).filter((b) => b.ways.some((way) => outcomesOf(facts, way).has('out')) && asksState(project, file, facts, unit, b.test, states));
    const [first] = rejecting;
    if (given === undefined || !first) continue;
    const tests = rejecting.flatMap((b) => [b.test, ...branchesOf(b.ways.flatMap(stepsIn)).map((inner) => inner.test)]);
    const clock = unit.functions.some((at) => facts.calls.some((c) => c.fn === at && ((c.callee.is === 'member' && (c.callee.name === 'now' || c.callee.name === 'getTime')) || (c.callee.is === 'global' && (c.callee.name === 'setTimeout' || c.callee.name === 'Date')))));
    const open = clock && !holdsBack(file, facts, before, tests, states);
    return { file, fn, range: facts.functions[fn]?.nameRange ?? unit.range, name: unit.name || (facts.functions[fn]?.name ?? ''), ...(unit.cls !== undefined && { cls: unit.cls }), ...(open && { letsAllThrough: [first.at, first.at + 2] as const }), staysOpen: !clock && !isSetBack(file, facts, unit, fn, states) };
  }
  return undefined;
}

/** What a function does when something fails: in its `catch`, in a callback of `.catch`, and in the functions of the unit that are called there. */
function failingSteps(project: Project, file: string, facts: FileFacts, unit: Unit, fn: number, depth = 0): readonly Step[] {
  const own = stepsIn(facts.functions[fn]?.steps ?? []);
  const caught = depth > 0 ? own : own.flatMap((s) => (typeof s !== 'number' && s.is === 'try' ? stepsIn(s.caught?.steps ?? []) : []));
  const heard = facts.calls.flatMap((c) => (c.fn === fn && c.callee.is === 'member' && (c.callee.name === 'catch' || (c.callee.name === 'then' && c.args.length > 1)) ? c.args.slice(-1).flatMap((a) => (a.is === 'function' ? stepsIn(facts.functions[a.fn]?.steps ?? []) : [])) : []));
  const all = [...caught, ...heard];
  if (depth > 2) return all;
  return [...all, ...all.flatMap((s) => (typeof s === 'number' ? targetsIn(project, file, facts, unit, s).flatMap((at) => failingSteps(project, file, facts, unit, at, depth + 1)) : []))];
}

/** What is done about a failure of the call comes after it. */
function withoutCatch(steps: readonly Step[]): readonly Step[] {
  return steps.map((s) => (typeof s !== 'number' && s.is === 'try' ? { is: 'try', body: withoutCatch(s.body) } : s));
}

function branchesOf(steps: readonly Step[]): readonly Branch[] {
  return steps.filter((s): s is Branch => typeof s !== 'number' && s.is === 'branch');
}

function placesOf(file: string, step: Extract<Step, { is: 'set' | 'put' }>): readonly string[] {
  const place = step.is === 'set' ? `${file} name ${String(step.to)}` : placeOfValue(file, step.target);
  return place === undefined ? [] : [place];
}

function changedBy(file: string, step: Step): readonly string[] {
  return typeof step !== 'number' && (step.is === 'set' || step.is === 'put') ? placesOf(file, step) : [];
}

function asks(file: string, facts: FileFacts, test: Value, places: ReadonlySet<string>): boolean {
  return mentions(facts, test, (v) => {
    const place = placeOfValue(file, v);
    return place !== undefined && places.has(place);
  });
}

function isComparison(test: Value): boolean {
  return test.is === 'binary' ? /^[<>=!]/.test(test.op) : test.is === 'either' ? [...test.of, ...(test.and ? [test.and] : [])].some(isComparison) : test.is === 'fallback' && isComparison(test.first);
}

/** Also through a method that says so: `if (this.isOpen()) throw …`. */
function asksState(project: Project, file: string, facts: FileFacts, unit: Unit, test: Value, states: ReadonlySet<string>): boolean {
  return asks(file, facts, test, states) || mentions(facts, test, (v) => v.is === 'call' && targetsIn(project, file, facts, unit, v.call).some((fn) => (facts.functions[fn]?.returns ?? []).some((r) => asks(file, facts, r, states)) || branchesOf(stepsIn(facts.functions[fn]?.steps ?? [])).some((b) => asks(file, facts, b.test, states))));
}

function targetsIn(project: Project, file: string, facts: FileFacts, { functions }: Unit, call: number): readonly number[] {
  const callee = facts.calls[call]?.callee;
  return callee ? flatten(project.evaluator.evaluate(file, callee)).flatMap((v) => (v.is === 'function' && v.file === file && functions.includes(v.fn) ? [v.fn] : [])) : [];
}

/** The methods of the unit that are called outside of what the guarded call decides: those that ask and change the state before. */
function calledBefore(project: Project, file: string, facts: FileFacts, unit: Unit, fn: number): readonly number[] {
  return facts.calls.flatMap((c, call) => (c.fn === fn && c.inTry !== 'catch' && c.inTry !== 'finally' ? targetsIn(project, file, facts, unit, call) : [])).filter((at) => branchesOf(stepsIn(facts.functions[at]?.steps ?? [])).length > 0 || (facts.functions[at]?.returns.length ?? 0) > 0);
}

/** The call of what was handed in, as an argument or to the constructor. */
function guardedCall(project: Project, file: string, facts: FileFacts, fn: number): number | undefined {
  const found = facts.calls.findIndex((c) => c.fn === fn && (c.inTry === 'try' || facts.calls.some((other) => other.callee.is === 'member' && other.callee.name === 'catch' && other.callee.of.is === 'call')) && !c.construct && flatten(project.evaluator.evaluate(file, c.callee)).some((v) => v.is === 'param'));
  return found === -1 ? undefined : found;
}

/** Something that is set before the call keeps the others away: a flag, a later time, or a test for the state in which one tries. */
function holdsBack(file: string, facts: FileFacts, before: readonly Step[], tests: readonly Value[], states: ReadonlySet<string>): boolean {
  const changes = before.filter((s): s is Extract<Step, { is: 'set' | 'put' }> => typeof s !== 'number' && (s.is === 'set' || s.is === 'put'));
  const others = new Set(changes.filter((s) => s.value?.is !== 'literal' || typeof s.value.value !== 'string').flatMap((s) => placesOf(file, s)));
  if (tests.some((t) => asks(file, facts, t, others))) return true;
  const trying = changes.flatMap((s) => (placesOf(file, s).some((p) => states.has(p)) && s.value ? [s.value] : []));
  return tests.some((t) => mentions(facts, t, (v) => trying.some((state) => JSON.stringify(state) === JSON.stringify(v))));
}

/** A success closes it, or a method that others call. */
function isSetBack(file: string, facts: FileFacts, { functions }: Unit, fn: number, states: ReadonlySet<string>): boolean {
  return functions.some((at) => at !== fn && facts.functions[at]?.kind === 'method' && stepsIn(facts.functions[at].steps ?? []).some((s) => changedBy(file, s).some((p) => states.has(p))) && !branchesOf(stepsIn(facts.functions[at].steps ?? [])).some((b) => isComparison(b.test)));
}
