import type { Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env } from '../abstract.js';
import type { Project } from '../project.js';
import { writtenName } from '../names.js';
import { eventOf, isListening, registrationOf } from '../promises/registrations.js';
import { bearerOf, doing as done, parameterKey, type Bearer, type Bearers } from './bearer.js';
import { seesAround, type Outcome, type Scene } from './duties.js';
import { isUsed } from './used-results.js';
import type { Doing, Lapse } from './doing.js';

/** What a function does that a call is given, when it is called. */
export interface GivenFunction {
  readonly doing: Doing;
  readonly outcome?: Outcome;
  /** It stands in an object or a list. */
  readonly nested: boolean;
}

const nothing: Doing = { is: 'nothing' };
const may: Doing = { is: 'may' };
/** Events that come once, and after which nothing comes. */
const last = new Set(['end', 'finish', 'close', 'exit', 'response', 'connect', 'secureConnect', 'ready', 'open', 'listening', 'spawn']);
/** Events that are not expected to come. */
const failing = new Set(['error', 'timeout', 'abort', 'aborted', 'clientError', 'uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGINT']);
/** Events that come also after an error. */
const certain = new Set(['close', 'exit']);
const deepest = 4;

/** The functions that a value holds which can do the duty, because they see a bearer around them or were made with one. */
export function functionsGiven(scene: Scene, value: Value, depth = 0): readonly GivenFunction[] {
  if (depth > deepest) return [];
  switch (value.is) {
    case 'object': return value.props.flatMap((p) => (p.value ? functionsGiven(scene, p.value, depth + 1) : [])).map((f) => ({ ...f, nested: true }));
    case 'array': return value.items.flatMap((item) => functionsGiven(scene, item, depth + 1)).map((f) => ({ ...f, nested: true }));
    case 'either': return value.of.flatMap((v) => functionsGiven(scene, v, depth + 1));
    case 'function': case 'ref': case 'member': case 'call': return flatten(scene.duties.project.evaluator.evaluate(scene.file, value)).flatMap((v) => (v.is === 'function' ? ofFunction(scene, v) : []));
    default: return [];
  }
}

function ofFunction(scene: Scene, fn: Extract<Abstract, { is: 'function' }>): readonly GivenFunction[] {
  const made = madeWith(scene, fn.env);
  const bearers = scene.duties.intern(new Map([...(seesAround(scene, fn) ? scene.bearers : []), ...made]));
  if (bearers.size === 0 || !seesAround({ ...scene, bearers }, fn)) return [];
  const outcome = scene.duties.of({ file: fn.file, fn: fn.fn }, bearers, scene.root, scene.depth + 1);
  return [{ doing: doingWhenCalled(outcome), outcome, nested: false }];
}

/** `fail(res)` gives a function that sees what `fail` was given. */
function madeWith({ bearers, facts, file }: Scene, env: Env | undefined): Bearers {
  const found = new Map<string, Bearer>();
  for (let frame = env; frame; frame = frame.outer) {
    const { call, fn, file: home } = frame;
    if (call.file !== file) continue;
    for (const [at, value] of (facts.calls[call.call]?.args ?? []).entries()) {
      const bearer = bearerOf(bearers, file, facts, value);
      if (bearer) found.set(parameterKey({ file: home, fn }, at), bearer);
    }
  }
  return found;
}

/** What it does for the duty to call a function at some time. */
export function doingWhenCalled({ touched, ends }: Outcome): Doing {
  if (!touched) return nothing;
  if (ends.length === 0) return done.doing;
  const end = ends.find((e) => e.sure);
  return end ? { is: 'open', end } : may;
}

/** What a call does that is handed functions, by when it is known or taken to call them. */
export function doingOfHanded(scene: Scene, ref: CallRef, functions: readonly (GivenFunction & { readonly index: number })[]): Doing {
  const all = functions.map((f) => ({ ...f, doing: atItsTime(scene, ref, f) })).filter((f) => f.doing.is !== 'nothing');
  const [first] = all;
  if (!first) return nothing;
  if (all.every((f) => f.doing.is === 'done')) return all.length === 1 ? first.doing : done.doing;
  if (all.length > 1) return all.every((f) => f.doing.is === 'hope') ? first.doing : may;
  // What it gives may tell whether the duty was done; and in a loop another round may do it.
  const fact = scene.facts.calls[ref.call];
  return first.doing.is === 'open' && (fact?.loop || isUsed(scene.facts, ref.call)) ? may : first.doing;
}

function atItsTime(scene: Scene, ref: CallRef, { doing, outcome, index, nested }: GivenFunction & { readonly index: number }): Doing {
  const { project } = scene.duties;
  if (doing.is === 'nothing') return doing;
  const registration = registrationOf(project, ref, index);
  switch (registration.is) {
    case 'nothing': return nothing;
    case 'stored': return may;
    // A list may be empty.
    case 'now': return isExecutor(project, ref) ? (doing.is === 'done' ? doing : may) : may;
    case 'parameter': return nested ? may : doing;
    case 'occasion': break;
  }
  const { when, event, emitter } = registration.occasion;
  const lapse = when === 'timer' || when === 'event' ? unheard(scene, ref, outcome) : undefined;
  if (lapse && doing.is === 'done') return when === 'timer' ? { ...doing, unless: lapse } : may;
  if (when !== 'event' || !emitter) return repeats(project, ref) && doing.is === 'open' ? may : doing;
  if (event !== undefined && failing.has(event)) return { is: 'hope' };
  // Where errors are ends, an event that an error takes the place of may not come.
  if (scene.duties.hooks.escaping && doing.is === 'done' && event !== undefined && !certain.has(event) && !hasForErrors(scene, ref)) return may;
  return doing.is === 'open' && !(event !== undefined && last.has(event)) ? may : doing;
}

/** How an async function fails, where errors are ends, that nobody awaits who calls it later. What another throws there ends the process. */
function unheard({ duties: { project } }: Scene, { call }: CallRef, outcome: Outcome | undefined): Lapse | undefined {
  const end = outcome?.failing.find((e) => e.sure) ?? outcome?.failing[0];
  const isAsync = end && project.evaluator.facts(end.fn.file)?.functions[end.fn.fn]?.async === true;
  return isAsync ? { sure: end.sure, failed: call, end, unheard: true } : undefined;
}

/** Whether what a listener is added to has one for errors that does the duty as well. */
function hasForErrors(scene: Scene, { call }: CallRef): boolean {
  const { facts, duties: { project } } = scene;
  const emitter = facts.calls[call]?.callee;
  if (emitter?.is !== 'member') return false;
  const name = writtenName(facts, emitter.of);
  return facts.calls.some((c, other) => {
    const [, listener] = c.args;
    if (!listener || !isListening(c) || c.callee.is !== 'member' || writtenName(facts, c.callee.of) !== name || eventOf(project, { file: scene.file, call: other }) !== 'error') return false;
    return bearerOf(scene.bearers, scene.file, facts, listener)?.is === 'function' || functionsGiven(scene, listener).some((f) => f.doing.is === 'done');
  });
}

function isExecutor(project: Project, ref: CallRef): boolean {
  return project.evaluator.call(ref)?.construct === true;
}

function repeats(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return (callee?.is === 'global' || callee?.is === 'member') && callee.name === 'setInterval';
}

