import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import { writtenName } from '../names.js';
import { bearerOf, resultKey, type Bearer } from '../paths/bearer.js';
import { doingOfCall } from '../paths/call-doing.js';
import { Duties, type DutyHooks, type Scene } from '../paths/duties.js';
import type { Project } from '../project.js';
import { rejectsRarely } from '../promises/rare-rejection.js';
import { releaseFrom, type PathRelease } from './release-of-path.js';
import { timerOf, type Timer } from './timer-harm.js';

/** A timer that is to watch over a piece of work, and whether it is cleared when that is over. */
export interface GuardTimer {
  readonly ref: CallRef;
  readonly timer: Timer;
  /** `never`: nothing clears it, and `ends` is what it puts an end to. */
  readonly release: PathRelease | { readonly is: 'moved' } | { readonly is: 'forgotten'; readonly ends: string };
}

const clearing = new Set(['clearTimeout', 'clearInterval']);
const ending = new Set(['kill', 'abort', 'destroy', 'terminate', 'close', 'end', 'disconnect']);
/** From here on what a forgotten timer holds on to is held for long, in milliseconds. */
const long = 60_000;

/** The timers of a file that are started before something is awaited and cleared after it, and those that are to end a piece of work and that nothing clears. */
export function guardTimersIn(project: Project, file: string): readonly GuardTimer[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return [...cleared(project, file, facts), ...forgotten(project, file, facts)];
}

function cleared(project: Project, file: string, facts: FileFacts): readonly GuardTimer[] {
  const names = new Set(facts.calls.flatMap(({ callee, args: [first] }) => (isClearing(callee) && first?.is === 'ref' ? [first.to] : [])));
  return [...names].flatMap((to) => (facts.bindings[to]?.values ?? []).flatMap((value): readonly GuardTimer[] => {
    const call = value.is === 'call' ? value.call : undefined;
    const fn = call === undefined ? undefined : facts.calls[call]?.fn;
    if (call === undefined || fn === undefined || fn === -1 || facts.bindings[to]?.fn !== fn || !facts.functions[fn]?.async || !awaitsAfter(facts, fn, call)) return [];
    const ref = { file, call };
    const timer = timerOf(project, ref) ?? unseenTimer(project, ref);
    return timer ? [{ ref, timer, release: releaseOf(project, ref, fn, to) }] : [];
  }));
}

/** A function that is not seen gives what is cleared: then that is a timer. */
function unseenTimer(project: Project, ref: CallRef): Timer | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  const targets = callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : [];
  return !project.partial && targets.every((t) => t.is === 'unknown') ? { ref, is: 'timeout', harmless: false } : undefined;
}

function isClearing(callee: Value): boolean {
  return (callee.is === 'global' || callee.is === 'member') && clearing.has(callee.name);
}

function awaitsAfter(facts: FileFacts, fn: number, call: number): boolean {
  const own = stepsIn(facts.functions[fn]?.steps ?? []);
  return own.slice(own.indexOf(call) + 1).some((s) => typeof s !== 'number' && s.is === 'await');
}

function releaseOf(project: Project, ref: CallRef, fn: number, to: number): GuardTimer['release'] {
  const out = { moved: false };
  const hooks: DutyHooks = {
    begins: { at: (step) => step === ref.call, names: [to] },
    escaping: true,
    spared: ({ file }, step) => typeof step !== 'number' && step.is === 'await' && step.of.is === 'call' && rejectsRarely(project, { file, call: step.of.call }),
    doing: (scene, { call, lastOfWay }) => (isClearedBy(scene, call) ? { is: 'done' } : lastOfWay ? doingOfCall(scene, { call, lastOfWay: false }) : undefined),
    returned: (scene, value) => {
      if (!value || !bearerOf(scene.bearers, scene.file, scene.facts, value)) return undefined;
      out.moved = true;
      return { is: 'done' };
    },
  };
  const bearer: Bearer = { is: 'object', object: { by: new Set(['close']), chained: new Set(['unref', 'ref', 'refresh']), has: {} } };
  const outcome = new Duties(project, 'nothing', hooks).ofRoot({ file: ref.file, fn }, new Map([[resultKey(ref), bearer]]));
  return outcome.ends.length + outcome.failing.length === 0 && out.moved ? { is: 'moved' } : releaseFrom(project, { file: ref.file, fn }, outcome);
}

function isClearedBy({ facts, file, bearers }: Scene, call: number): boolean {
  const { callee, args = [] } = facts.calls[call] ?? {};
  return callee !== undefined && isClearing(callee) && args[0] !== undefined && bearerOf(bearers, file, facts, args[0]) !== undefined;
}

/** `setTimeout(() => child.kill(), 120_000)`, of which nobody keeps the handle. */
function forgotten(project: Project, file: string, facts: FileFacts): readonly GuardTimer[] {
  return facts.calls.flatMap(({ callee, args: [callback], dropped, fn }, call): readonly GuardTimer[] => {
    if (!dropped || fn === -1 || callback?.is !== 'function' || (callee.is !== 'global' && callee.is !== 'member') || callee.name !== 'setTimeout') return [];
    const ref = { file, call };
    const ends = endedBy(facts, fn, callback.fn, call);
    const timer = ends === undefined ? undefined : timerOf(project, ref);
    return timer && ends !== undefined && !(timer.harmless && (timer.ms ?? 0) < long) ? [{ ref, timer, release: { is: 'forgotten', ends } }] : [];
  });
}

/** What a timer certainly ends that was begun in the function around it: a process, a connection. What is being ended anyway is only helped along. */
function endedBy(facts: FileFacts, fn: number, callback: number, timer: number): string | undefined {
  const ends = facts.calls.find((c) => c.fn === callback && !c.conditional && c.callee.is === 'member' && ending.has(c.callee.name) && c.callee.of.is === 'ref' && isBegunIn(facts, fn, c.callee.of.to));
  const of = ends?.callee.is === 'member' && ends.callee.of.is === 'ref' ? ends.callee.of : undefined;
  if (!of) return undefined;
  const isEnding = facts.calls.some((c, call) => call < timer && c.callee.is === 'member' && ending.has(c.callee.name) && c.callee.of.is === 'ref' && c.callee.of.to === of.to && !isInside(facts, c.fn, callback));
  return isEnding ? undefined : writtenName(facts, of);
}

function isBegunIn(facts: FileFacts, fn: number, to: number): boolean {
  const { fn: home, values = [] } = facts.bindings[to] ?? {};
  return home === fn && values.some((v) => v.is === 'call' || (v.is === 'await' && v.of.is === 'call'));
}
