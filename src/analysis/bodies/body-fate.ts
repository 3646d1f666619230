import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { bearerOf } from '../paths/bearer.js';
import { logging, piping } from '../paths/call-doing.js';
import { something } from '../paths/condition.js';
import { Duties, type DutyHooks, type Scene } from '../paths/duties.js';
import type { End } from '../paths/path.js';
import type { Doing } from '../paths/doing.js';
import type { CallPlace } from '../paths/question.js';
import type { Project } from '../project.js';
import { isBodiless, isRefusal } from './answer-status.js';
import type { HeldBody } from './held-body.js';

/** What becomes of a body. */
export type BodyFate =
  | { readonly is: 'read' }
  /** It is returned: whoever calls the function has to read it. */
  | { readonly is: 'moved' }
  | { readonly is: 'unknown' }
  /** `never`: on no path. `refused`: only where the answer's status says that it is an error or a redirect. */
  | { readonly is: 'unread' | 'never'; readonly end: End; readonly refused: boolean };

const nothing: Doing = { is: 'nothing' };
const read: Doing = { is: 'done' };
const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);

/** Follows a body through the function that has it, and those that it is handed to. */
export function fateOf(project: Project, ref: CallRef, held: HeldBody): BodyFate {
  const facts = project.evaluator.facts(held.fn.file);
  const fact = facts?.functions[held.fn.fn];
  if (!facts || !fact || fact.generator || held.begins?.names.some((to) => facts.bindings[to]?.using)) return { is: 'unknown' };
  const out = { moved: false, touched: false };
  const isError = (value: Value): boolean => value.is === 'ref' && facts.bindings[value.to]?.values.some((v) => v.is === 'param' && v.fn === held.fn.fn && v.at === held.error) === true;
  const hooks: DutyHooks = {
    doing: (scene, place) => {
      out.touched ||= gets(scene, place.call);
      return doingOf(ref, scene, place);
    },
    iterated: (scene, value) => {
      if (!bearerOf(scene.bearers, scene.file, scene.facts, value)) return nothing;
      out.touched = true;
      return read;
    },
    returned: (scene, value) => {
      if (!value) return nothing;
      const handed = handedOut(scene, value);
      if (handed.is === 'done') out.moved = true;
      return handed;
    },
    fixed: ({ value }, scene) => (held.error !== undefined && scene.fn === held.fn.fn && isError(value) ? [null] : bearerOf(scene.bearers, scene.file, scene.facts, value)?.is === 'object' ? [something] : undefined),
    // Only what the function itself throws is looked at: most calls can fail in theory.
    spared: () => true,
    ...(held.begins && { begins: held.begins }),
    escaping: true,
  };
  const outcome = new Duties(project, 'nothing', hooks).ofRoot(held.fn, held.bearers);
  const ends = [...outcome.ends, ...outcome.failing];
  if (ends.length === 0) return { is: out.moved ? 'moved' : 'read' };
  const certain = ends.filter((end) => end.sure && !end.choices.some((c) => isBodiless(c) || asksKind(project.evaluator.facts(c.file), c.test)) && !isThrown(held, facts, end)).map((end) => since(project, ref, held, end));
  const isRefused = (end: End): boolean => end.choices.some((c) => isRefusal(held, facts, c));
  const end = certain.find((e) => !isRefused(e)) ?? certain.at(0);
  return end ? { is: out.touched || out.moved || isReadThere(held, facts) ? 'unread' : 'never', end, refused: isRefused(end) } : { is: 'unknown' };
}

/** What was chosen before there was a body says nothing of it. */
function since(project: Project, ref: CallRef, { begins, fn }: HeldBody, end: End): End {
  const from = project.evaluator.facts(fn.file)?.functions[fn.fn]?.range[0] ?? 0;
  const to = begins ? (project.evaluator.call(ref)?.range[0] ?? from) : from;
  return { ...end, choices: end.choices.filter((c) => c.file !== fn.file || c.at < from || c.at > to) };
}

/** Some call of the function reads it. */
function isReadThere({ bearers, fn }: HeldBody, facts: FileFacts): boolean {
  return facts.calls.some((c, call) => isInside(facts, c.fn, fn.fn) && gets({ facts, file: fn.file, bearers }, call));
}

/** Whether a call reads the body, or is given it. */
export function gets({ facts, file, bearers }: Pick<Scene, 'facts' | 'file' | 'bearers'>, call: number): boolean {
  const { callee, args } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
  const receiver = callee.is === 'member' ? bearerOf(bearers, file, facts, callee.of) : undefined;
  if (callee.is === 'member' && logging.has(callee.name)) return false;
  return (receiver?.is === 'object' && callee.is === 'member' && (receiver.object.by.has(callee.name) || listening.has(callee.name))) || args.some((a) => bearerOf(bearers, file, facts, a) !== undefined);
}

/** What is done by calls that are no methods of the body. */
function doingOf(ref: CallRef, { facts, file, bearers, duties: { project } }: Scene, { call }: CallPlace): Doing | undefined {
  const fact = facts.calls[call];
  if (!fact) return undefined;
  if (file === ref.file && call === ref.call) return nothing;
  const { callee } = fact;
  if (callee.is === 'member') {
    // The request, or what its signal is of.
    if (callee.name === 'abort' || (callee.name === 'destroy' && file === ref.file && isRequest(facts, callee.of, ref.call))) return read;
    const receiver = bearerOf(bearers, file, facts, callee.of);
    if (receiver?.is === 'object' && listening.has(callee.name)) return ofListener(fact.args[0]);
    if (receiver || logging.has(callee.name)) return undefined;
  }
  if (!fact.args.some((a) => bearerOf(bearers, file, facts, a)?.is === 'object')) return undefined;
  const name = callee.is === 'member' ? callee.name : callee.is === 'ref' ? facts.bindings[callee.to]?.name : undefined;
  if (name !== undefined && piping.has(name)) return read;
  const targets = flatten(project.evaluator.evaluate(file, callee));
  const isForeign = targets.length > 0 && targets.every((t) => t.is === 'library' && (t.package !== 'globalThis' || fact.construct === true));
  // It is told of the end only.
  return isForeign ? (name === 'finished' ? nothing : read) : undefined;
}

/** A stream flows when somebody listens for what it gives. */
function ofListener(event: Value | undefined): Doing | undefined {
  if (event?.is !== 'literal') return { is: 'may' };
  return event.value === 'data' || event.value === 'readable' ? read : undefined;
}

/** The request of a call, or the one on which it listens. */
function isRequest(facts: FileFacts, value: Value, call: number): boolean {
  if (value.is !== 'ref') return false;
  const callee = facts.calls[call]?.callee;
  return (callee?.is === 'member' && callee.of.is === 'ref' && callee.of.to === value.to) || facts.bindings[value.to]?.values.some((v) => v.is === 'call' && v.call === call) === true;
}

/** `return response` hands it to the caller; `return response.json()` has read it already, `return ok ? response : null` may. */
function handedOut(scene: Scene, value: Value): Doing {
  const { bearers, file, facts } = scene;
  if (value.is === 'call' || (value.is === 'await' && value.of.is === 'call')) {
    const call = value.is === 'call' ? value.call : value.of.is === 'call' ? value.of.call : -1;
    const callee = facts.calls[call]?.callee;
    const receiver = callee?.is === 'member' ? bearerOf(bearers, file, facts, callee.of) : undefined;
    if (receiver?.is === 'object' && callee?.is === 'member' && receiver.object.by.has(callee.name)) return nothing;
  }
  if (value.is === 'either' || value.is === 'fallback') {
    const all = (value.is === 'either' ? value.of : [value.first, value.then]).map((v) => handedOut(scene, v));
    return all.every((d) => d.is === 'done') ? read : all.some((d) => d.is !== 'nothing') ? { is: 'may' } : nothing;
  }
  return bearerOf(bearers, file, facts, value) ? read : nothing;
}

/** `throw response`: whoever catches it has it. */
function isThrown({ bearers, fn }: HeldBody, facts: FileFacts, { failed }: End): boolean {
  return failed !== undefined && typeof failed !== 'number' && failed.is === 'throw' && bearerOf(bearers, fn.file, facts, failed.of) !== undefined;
}

/** `body instanceof Readable`, `typeof body.cancel`: what it is told apart by may be all that there is. */
function asksKind(facts: FileFacts | undefined, test: Value | undefined): boolean {
  const of = (value: Value | undefined): boolean => asksKind(facts, value);
  switch (test?.is) {
    case 'binary': return test.op === 'instanceof' || test.op === 'in' ? !(test.left.is === 'ref' && facts?.bindings[test.left.to]?.kind === 'catch') : of(test.left) || of(test.right);
    case 'unary': return test.op === 'typeof' || of(test.of);
    case 'fallback': return of(test.first) || of(test.then);
    case 'either': return test.of.some(of) || of(test.and);
    default: return false;
  }
}
