import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import { namesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import { isListening, lastName } from '../promises/registrations.js';
import { asksCounter, mostBy } from './attempts.js';
import { attemptIn, attemptOfCall, attemptOfPromise } from './attempt.js';
import { asksForConflict } from './conflicts.js';
import { isOnErrorWay } from './failed-way.js';
import { placeOfValue, type Variables } from './growth.js';
import { mentions } from './mentions.js';
import { asksForStatus, outcomesOf } from './outcomes.js';
import { pauseOf, pausesIn, type Pause } from './pauses.js';
import type { Attempt, Cap, Retry } from './retry.js';
import { variablesOf, type Handed } from './variables.js';
import { waitOf } from './wait-of.js';

/** A call of a function to itself, and the arguments that it gives itself. */
interface Again {
  readonly call: number;
  readonly args: readonly Value[];
}

/** The place in a function, or in a callback inside of it, from which it begins anew when something failed. */
interface Failing {
  readonly work: Attempt;
  /** The steps from the failure to the new beginning. */
  readonly steps: readonly Step[];
  readonly tests: readonly Value[];
  /** What stands for the error there. */
  readonly isError: (value: Value) => boolean;
  /** Timers and waits through which it goes. */
  readonly pauses: readonly Pause[];
  /** A timer runs it. */
  readonly byTimer: boolean;
  /** And nobody gets what it gives. */
  readonly isLost: boolean;
}

const timers = new Set(['setTimeout', 'setImmediate', 'nextTick']);

/** The functions of a file that call themselves again when their work has failed. */
export function retryCallsIn(project: Project, file: string): readonly Retry[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return facts.functions.flatMap(({ name, steps }, fn) => (name === '' || !steps ? [] : (againIn(project, file, facts, fn, name).map((again) => ofCall(project, file, facts, fn, again)).find((r) => r) ?? [])));
}

function againIn(project: Project, file: string, facts: FileFacts, fn: number, name: string): readonly Again[] {
  const isItself = (value: Value | undefined): boolean => value !== undefined && (value.is === 'ref' || value.is === 'member' || value.is === 'global') && lastName(facts, value) === name && flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && v.file === file && v.fn === fn);
  return facts.calls.flatMap(({ callee, args, fn: at, construct }, call): readonly Again[] => {
    if (construct || !isInside(facts, at, fn)) return [];
    if (isItself(callee)) return [{ call, args }];
    if (callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') && isItself(callee.of)) return [{ call, args: args.slice(1) }];
    return timers.has(lastName(facts, callee)) && isItself(args[0]) ? [{ call, args: args.slice(2) }] : [];
  });
}

function ofCall(project: Project, file: string, facts: FileFacts, fn: number, { call, args }: Again): Retry | undefined {
  const fact = facts.calls[call];
  const failing = failingAround(project, file, facts, fn, call);
  if (!fact || !failing) return undefined;
  if (runsAnyway(project, file, facts, fn, call)) return undefined;
  const handed: Handed = new Map(args.flatMap((value, at) => handedAt(`${file} param ${String(fn)} ${String(at)}`, value)));
  const variables = variablesOf(project, file, facts, insideOf(facts, fn), undefined, handed);
  const pauses = [...failing.pauses, ...pausesIn(project, file, withoutCall(facts, failing.steps, call))];
  const isLost = failing.isLost && facts.functions[fn]?.async === true && !isInExecutor(facts, fn) && givesResult(facts, fn);
  return {
    file, fn, range: fact.calleeRange, by: failing.byTimer ? 'timer' : 'recursion',
    cap: capOf(project, file, facts, failing, variables, handed),
    wait: waitOf(project, file, pauses, withoutCall(facts, failing.steps, call), variables),
    filter: failing.tests.some((t) => mentions(facts, t, failing.isError) || asksForStatus(facts, t)) ? 'some' : 'none',
    work: failing.work,
    ...(isLost && { lost: fact.calleeRange }),
  };
}

/** What is given for a parameter, and for the properties of it: `again({ ...options, attempt: attempt + 1 })`. */
function handedAt(place: string, value: Value): readonly (readonly [string, Value])[] {
  const inside = value.is === 'object' ? value.props.flatMap((p) => (p.key !== undefined && p.value ? [[`${place}.${p.key}`, p.value] as const] : [])) : [];
  return [[place, value], ...inside];
}

/** A timer runs it after a success as well: it is a job, and what failed is done the next time. */
function runsAnyway(project: Project, file: string, facts: FileFacts, fn: number, call: number): boolean {
  const isItself = (value: Value | undefined): boolean => value !== undefined && (value.is === 'ref' || value.is === 'member') && flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && v.file === file && v.fn === fn);
  const runs = (value: Value | undefined): boolean => isItself(value) || (value?.is === 'function' && facts.calls.some((c, index) => c.fn === value.fn && index !== call && isItself(c.callee)));
  return facts.calls.some((c, index) => index !== call && (timers.has(lastName(facts, c.callee)) || lastName(facts, c.callee) === 'setInterval') && runs(c.args[0]) && !(c.args[0]?.is === 'function' && facts.calls[call]?.fn === c.args[0].fn));
}

/** The steps of a function and of those inside of it. */
function insideOf(facts: FileFacts, fn: number): readonly Step[] {
  return facts.functions.flatMap(({ steps = [] }, inner) => (isInside(facts, inner, fn) ? steps : []));
}

function withoutCall(facts: FileFacts, steps: readonly Step[], call: number): readonly Step[] {
  const isIt = (value: Value | undefined): boolean => value !== undefined && (value.is === 'call' ? value.call === call : value.is === 'await' && isIt(value.of));
  return stepsIn(steps).filter((s) => typeof s !== 'number' && (s.is === 'await' || s.is === 'return') && !isIt(s.of) && facts.calls.length > 0);
}

/** Climbs from the call out to what has failed, the `catch` in which it stands or the one that it is handed to, and on to the function itself. */
function failingAround(project: Project, file: string, facts: FileFacts, fn: number, call: number): Failing | undefined {
  const pauses: Pause[] = [];
  const tests: Value[] = [];
  const steps: Step[] = [];
  let timer: number | undefined;
  let found: Pick<Failing, 'work' | 'isError'> & { readonly isLost: boolean } | undefined;
  let isSettled = false;
  for (let at = call, depth = 0; depth < 8; depth++) {
    const here = facts.calls[at];
    if (!here) return undefined;
    if (timers.has(lastName(facts, here.callee)) && here.args[0]?.is !== 'function') {
      timer = at;
      if (here.args[1]) pauses.push({ file, ms: here.args[1], env: undefined });
    }
    const home = here.fn;
    const { steps: own = [], passedTo } = facts.functions[home] ?? {};
    const around = aroundCall(facts, own, at);
    tests.push(...(around?.tests ?? []));
    if (around?.tried && !found) {
      const { caught, body } = around.tried;
      steps.push(...around.steps);
      found = { work: attemptIn(project, file, facts, body), isError: (v) => v.is === 'ref' && v.to === caught?.binding, isLost: timer !== undefined && !isSettled };
    }
    if (home === fn || !passedTo) return found && home === fn ? { ...found, steps, tests, pauses, byTimer: timer !== undefined } : undefined;
    const taker = facts.calls[passedTo.call];
    if (!taker) return undefined;
    if (!found) steps.push(...own);
    const name = lastName(facts, taker.callee);
    if (!found && taker.callee.is === 'member' && ((name === 'catch' && passedTo.index === 0) || (name === 'then' && passedTo.index === 1))) {
      found = { work: attemptOfPromise(project, file, facts, firstOfChain(facts, taker.callee.of)), isError: (v) => isParameterOf(facts, v, home), isLost: timer !== undefined && !isSettled };
    } else if (timers.has(name) && passedTo.index === 0) {
      timer = passedTo.call;
      if (taker.args[1]) pauses.push({ file, ms: taker.args[1], env: undefined });
    } else if (name === 'then' && taker.callee.is === 'member') {
      const pause = pauseOf(project, file, taker.callee.of);
      if (pause) pauses.push(pause);
    } else if (name === 'Promise') isSettled = true;
    else if (!found && !isListening(taker) && isOnErrorWay(facts, home, at)) found = { work: attemptOfCall(project, file, facts, passedTo.call), isError: (v) => v.is === 'ref' && namesOfParameter(facts, home, 0).some((binding) => facts.bindings[v.to] === binding), isLost: false };
    else if (!found) return undefined;
    at = passedTo.call;
  }
  return undefined;
}

/** `send().then(log).catch(…)`: what the chain begins with. */
function firstOfChain(facts: FileFacts, value: Value): Value {
  const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && (callee.name === 'then' || callee.name === 'finally') ? firstOfChain(facts, callee.of) : value;
}

function isParameterOf(facts: FileFacts, value: Value, fn: number): boolean {
  return (value.is === 'param' && value.fn === fn) || (value.is === 'ref' && facts.bindings[value.to]?.values.some((v) => v.is === 'param' && v.fn === fn) === true);
}

interface Around {
  readonly tests: readonly Value[];
  readonly steps: readonly Step[];
  /** The `try` in whose `catch` it stands, or behind which it stands, where success has left before. */
  readonly tried?: Extract<Step, { is: 'try' }>;
}

/** What stands around a call in the steps of its function. */
function aroundCall(facts: FileFacts, list: readonly Step[], call: number): Around | undefined {
  for (const [index, step] of list.entries()) {
    if (step === call) return { tests: earlier(facts, list.slice(0, index)), steps: list.slice(0, index), ...behindTry(facts, list.slice(0, index)) };
    if (typeof step === 'number') continue;
    const ways: readonly (readonly [readonly Step[], Value | undefined, Extract<Step, { is: 'try' }> | undefined])[] = step.is === 'branch' ? step.ways.map((way) => [way, step.test, undefined] as const)
      : step.is === 'switch' ? step.cases.map((way) => [way, step.of, undefined] as const)
        : step.is === 'try' ? [[step.body, undefined, undefined] as const, [step.caught?.steps ?? [], undefined, step] as const, [step.last ?? [], undefined, undefined] as const]
          : step.is === 'label' ? [[step.body, undefined, undefined] as const] : [];
    for (const [way, test, tried] of ways) {
      const inner = aroundCall(facts, way, call);
      if (!inner) continue;
      const before = list.slice(0, index);
      return { tests: [...earlier(facts, before), ...(test ? [test] : []), ...inner.tests], steps: inner.tried ?? tried ? inner.steps : [...before, ...inner.steps], ...(inner.tried ? { tried: inner.tried } : tried ? { tried } : behindTry(facts, before)) };
    }
  }
  return undefined;
}

/** The tests that may have left before. */
function earlier(facts: FileFacts, steps: readonly Step[]): readonly Value[] {
  return steps.flatMap((s): readonly Value[] => {
    if (typeof s === 'number' || s.is !== 'branch') return typeof s !== 'number' && s.is === 'try' ? earlier(facts, s.caught?.steps ?? []) : [];
    return outcomesOf(facts, [s]).has('out') ? [s.test, ...s.ways.flatMap((way) => earlier(facts, way))] : [];
  });
}

/** `try { return await load(); } catch (error) { log(error); } return again();` */
function behindTry(facts: FileFacts, before: readonly Step[]): { readonly tried?: Extract<Step, { is: 'try' }> } {
  const found = before.findLast((s) => typeof s !== 'number' && s.is === 'try' && s.caught !== undefined);
  if (typeof found !== 'object' || found.is !== 'try') return {};
  const ends = outcomesOf(facts, found.body, true);
  return ends.has('out') && !ends.has('on') ? { tried: found } : {};
}

function capOf(project: Project, file: string, facts: FileFacts, { tests, isError }: Failing, variables: Variables, handed: Handed): Cap {
  const isGiven = (v: Value): boolean => {
    const place = placeOfValue(file, v);
    const given = place === undefined ? undefined : handed.get(place);
    return given?.is === 'literal';
  };
  // `load(path, true)`, where the parameter says that it is the last attempt.
  if (tests.some((t) => mentions(facts, t, (v) => isGiven(v) || (v.is === 'ref' && facts.bindings[v.to]?.values.some((b) => isGiven(b) || (b.is === 'fallback' && isGiven(b.first))) === true)))) return { is: 'count', most: 2 };
  if (tests.some((t) => asksCounter(file, facts, t, variables))) return { is: 'count', ...mostBy(project, file, facts, tests, variables) };
  const isBound = (v: Value): boolean => {
    const place = placeOfValue(file, v);
    return (place !== undefined && variables(place) !== undefined) || (v.is === 'member' && (v.name === 'aborted' || v.name === 'now' || v.name === 'length')) || (v.is === 'global' && v.name === 'performance');
  };
  if (tests.some((t) => mentions(facts, t, isBound))) return { is: 'other' };
  const isSame = [...handed].every(([place, value]) => placeOfValue(file, value) === place || value.is === 'object' || (value.is === 'ref' && facts.bindings[value.to]?.values.some((v) => placeOfValue(file, v) === place || (v.is === 'fallback' && placeOfValue(file, v.first) === place)) === true));
  return isSame && tests.every((t) => isDecidedByOutcome(facts, t) || mentions(facts, t, isError)) && !tests.some((t) => asksForConflict(project, file, facts, t)) ? { is: 'none' } : { is: 'unknown' };
}

/** It asks nothing but the error, or what an answer says. */
function isDecidedByOutcome(facts: FileFacts, test: Value): boolean {
  return asksForStatus(facts, test) || mentions(facts, test, (v) => v.is === 'ref' && facts.bindings[v.to]?.kind === 'catch') || mentions(facts, test, (v) => v.is === 'ref' && isErrorParameter(facts, v.to));
}

function isErrorParameter(facts: FileFacts, to: number): boolean {
  const [value] = facts.bindings[to]?.values ?? [];
  const passedTo = value?.is === 'param' ? facts.functions[value.fn]?.passedTo : undefined;
  const callee = passedTo && facts.calls[passedTo.call]?.callee;
  return callee?.is === 'member' && callee.name === 'catch';
}

/** What runs in the executor of a promise settles it, whenever it is. */
function isInExecutor(facts: FileFacts, fn: number): boolean {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const passedTo = facts.functions[at]?.passedTo;
    if (passedTo && lastName(facts, facts.calls[passedTo.call]?.callee ?? { is: 'unknown' }) === 'Promise') return true;
  }
  return false;
}

function givesResult(facts: FileFacts, fn: number): boolean {
  return facts.functions[fn]?.returns.some((v) => v.is !== 'undefined' && !(v.is === 'literal')) === true;
}

/** The range of a retry's head, for what it is told of. */
export function headOf(facts: FileFacts, { range: [start, end] }: Retry): Range {
  return [start, Math.min(end, (facts.lines.find((at) => at > start) ?? Infinity) - 1)];
}
