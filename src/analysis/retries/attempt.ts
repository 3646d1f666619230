import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { OutboundWork, type Work } from '../catches/outbound-work.js';
import { callsBehind } from '../deadline/chain.js';
import { outboundCalls } from '../deadline/outbound.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { asksForStatus, decidingTests } from './outcomes.js';
import type { Attempt } from './retry.js';

/** What the steps of a `try` do in each attempt. */
export function attemptIn(project: Project, file: string, facts: FileFacts, steps: readonly Step[]): Attempt {
  const calls = stepsIn(steps).filter((s) => typeof s === 'number');
  const work = OutboundWork.of(project).inSteps(file, steps, true);
  const checks = decidingTests(facts, steps).some((t) => asksForStatus(facts, t)) && stepsIn(steps).some((s) => typeof s !== 'number' && s.is === 'throw');
  return { ...attemptOf(project, work, calls.some((call) => isGiven(project, facts, { file, call })), awaitedIn(file, facts, steps)), local: work.outbound.length === 0 && calls.some((call) => isLocal(project, { file, call })), checks };
}

/** What a promise stands for that is tried again when it rejects. */
export function attemptOfPromise(project: Project, file: string, facts: FileFacts, value: Value): Attempt {
  const local = value.is === 'call' && isLocal(project, { file, call: value.call });
  return { ...attemptOf(project, OutboundWork.of(project).ofPromise(file, value), value.is === 'call' && isGiven(project, facts, { file, call: value.call }), value.is === 'call' ? [{ file, call: value.call }] : []), local, checks: false };
}

/** What a call does that tells by a callback that it failed. */
export function attemptOfCall(project: Project, file: string, facts: FileFacts, call: number): Attempt {
  const ref = { file, call };
  const outbound = outboundCalls(project, ref).filter(({ model }) => model.kind === 'outbound').slice(0, 1);
  const local = outbound.length === 0 && isLocal(project, ref);
  return { by: [ref], outbound, open: outbound.length === 0 && !local ? ref : undefined, given: isGiven(project, facts, ref), local, checks: false };
}

function attemptOf(project: Project, { outbound, open }: Work, given: boolean, called: readonly CallRef[]): Pick<Attempt, 'by' | 'outbound' | 'open' | 'given'> {
  return { by: outbound.length > 0 ? outbound.map(({ by }) => by) : called, outbound: outbound.flatMap(({ ref }) => outboundCalls(project, ref).filter(({ model }) => model.kind === 'outbound').slice(0, 1)), open, given };
}

/** The calls that are awaited or given back. */
function awaitedIn(file: string, facts: FileFacts, steps: readonly Step[]): readonly CallRef[] {
  return stepsIn(steps).flatMap((s) => (typeof s !== 'number' && (s.is === 'await' || s.is === 'return') && s.of ? callsBehind(facts, s.of).map((call) => ({ file, call: firstOfChain(facts, call) })) : []));
}

/** `send().catch(…)`: what is sent. */
function firstOfChain(facts: FileFacts, call: number): number {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && (callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally') && callee.of.is === 'call' ? firstOfChain(facts, callee.of.call) : call;
}

const machine = new Set(['fs', 'fs/promises', 'fs-extra', 'graceful-fs', 'child_process', 'rimraf', 'execa', 'net', 'worker_threads']);

function isLocal(project: Project, { file, call }: CallRef): boolean {
  const callee = project.evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && machine.has(v.package));
}

/** A function that is handed in, `fn()`, directly or as an option. */
function isGiven(project: Project, facts: FileFacts, { file, call }: CallRef): boolean {
  const callee = facts.calls[call]?.callee;
  if (!callee || callee.is === 'member') return callee?.is === 'member' && (callee.name === 'apply' || callee.name === 'call') && isParameter(project, file, callee.of);
  return isParameter(project, file, callee);
}

function isParameter(project: Project, file: string, value: Value): boolean {
  const values = flatten(project.evaluator.evaluate(file, value));
  return values.length > 0 && values.every((v) => v.is === 'param' && v.path.length <= 1);
}
