import type { FileFacts, Step } from '../../model/facts.js';
import { flatten, type FunctionRef } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import { releaseFrom, type PathRelease } from '../obligations/release-of-path.js';
import { doing, parameterKey } from '../paths/bearer.js';
import { doingOfCall } from '../paths/call-doing.js';
import { isContinuation } from '../paths/chain-doing.js';
import { Duties, type DutyHooks } from '../paths/duties.js';
import type { Doing } from '../paths/doing.js';
import type { Project } from '../project.js';
import { rejectsRarely } from '../promises/rare-rejection.js';
import { asksWhatIsSaid } from './asked-departures.js';
import type { Departure, Growth } from './collection-uses.js';
import { conditionsOf, mayFollow, type StepTest } from './run-order.js';
import { stepAt } from './step-at.js';

const nothing: Doing = { is: 'nothing' };
const gone: Doing = { is: 'done' };

/**
 * On which paths an entry leaves that the same function takes out again: from where it is added, to each end. `undefined` where the entries leave in other work.
 * @param departures all places that take entries out while the process serves
 * @param others where entries leave besides, under conditions of their own
 */
export function ownRelease(project: Project, growth: Growth, departures: readonly Departure[], others: readonly Departure[]): PathRelease | undefined {
  const { file, fn } = growth;
  const facts = project.evaluator.facts(file);
  const steps = facts?.functions[fn]?.steps;
  if (!facts || !steps || !departures.every((d) => followsIn(facts, steps, growth, d)) || !departures.some((d) => isUsual(facts, steps, growth, d))) return undefined;
  const isGrowth = stepAt(facts, growth);
  const step = stepsIn(steps).find(isGrowth);
  return step === undefined ? undefined : releaseFrom(project, growth, dutiesOf(project, facts, growth, step, [...departures, ...others]).ofRoot(growth, new Map([[parameterKey(growth, -1), doing]])));
}

/** Whether an entry leaves after the growth: in the function that adds it, or in one that is written in it and handed on later. What a message says decides on that is no path of the work. */
function followsIn(facts: FileFacts, steps: readonly Step[], growth: Growth, departure: Departure): boolean {
  if (departure.file !== growth.file) return false;
  const site = siteIn(facts, growth.fn, departure);
  return site !== undefined && mayFollow(steps, stepAt(facts, growth), site) && !conditionsOf(steps, site).some(asksWhatIsSaid);
}

/** No condition decides on it that does not decide on the growth as well: `if (progress === 100) running.delete(id)` waits for another call. */
function isUsual(facts: FileFacts, steps: readonly Step[], growth: Growth, departure: Departure): boolean {
  const site = siteIn(facts, growth.fn, departure);
  const before = new Set(conditionsOf(steps, stepAt(facts, growth)).map((test) => JSON.stringify(test)));
  return site !== undefined && conditionsOf(steps, site).every((test) => before.has(JSON.stringify(test)));
}

/** In the steps of a function: the departure, or the call that is handed the function in which it stands. */
function siteIn(facts: FileFacts, fn: number, departure: Departure): StepTest | undefined {
  if (departure.fn === fn) return stepAt(facts, departure);
  const { passedTo, parent } = facts.functions[departure.fn] ?? {};
  return passedTo && parent === fn ? (step) => step === passedTo.call : undefined;
}

/** Follows every path from where the entry is added on. */
function dutiesOf(project: Project, facts: FileFacts, { file }: FunctionRef, begin: Step, departures: readonly Departure[]): Duties {
  const tests = departures.map((d) => stepAt(facts, d));
  const takesOut = (step: Step): boolean => tests.some((test) => test(step));
  const hooks: DutyHooks = {
    begins: { at: (step) => step === begin, names: [] },
    escaping: true,
    spared: (scene, step) => typeof step !== 'number' && step.is === 'await' && step.of.is === 'call' && rejectsRarely(project, { file: scene.file, call: step.of.call }),
    doing: (scene, { call }) => {
      if (scene.file !== file) return nothing;
      if (takesOut(call) || isTakenOutAnyway(facts, call, takesOut)) return gone;
      return mayLeadBack(project, file, facts, call) ? doingOfCall(scene, { call, lastOfWay: false }) : nothing;
    },
    put: (scene, step) => (scene.file === file && takesOut(step) ? gone : nothing),
  };
  return new Duties(project, 'nothing', hooks);
}

/** `loading.finally(() => cache.delete(key))`, `loading.then(done, done)`: whatever comes of it. */
function isTakenOutAnyway(facts: FileFacts, call: number, takesOut: StepTest): boolean {
  const fact = facts.calls[call];
  if (fact?.callee.is !== 'member') return false;
  const doesSo = fact.args.map((a) => a.is === 'function' && (facts.functions[a.fn]?.steps ?? []).some(takesOut));
  return fact.callee.name === 'finally' ? doesSo[0] === true : fact.callee.name === 'then' && doesSo[0] === true && doesSo[1] === true;
}

/** Whether a call enters a function of the file, or is handed one: no other can take the entry out. */
function mayLeadBack(project: Project, file: string, facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  if (!fact) return false;
  const isHere = (value: Parameters<Project['evaluator']['evaluate']>[1]): boolean => flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && v.file === file);
  return isContinuation(fact) || isHere(fact.callee) || fact.args.some((a) => a.is === 'object' || a.is === 'array' || isHere(a));
}
