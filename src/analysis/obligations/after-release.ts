import type { CallRef } from '../abstract.js';
import { bearerOf } from '../paths/bearer.js';
import type { Question } from '../paths/question.js';
import { openEnds } from '../paths/walk.js';
import type { Project } from '../project.js';
import type { Held } from './held.js';
import { placesOfRelease } from './release.js';

/** A call on what was given back before, on a path that is taken for certain once that has happened. */
export interface LateCall {
  /** `again`: it gives it back once more. */
  readonly is: 'again' | 'used';
  readonly ref: CallRef;
  readonly released: CallRef;
}

/** These only take leave of it. */
const parting = new Set(['on', 'once', 'off', 'removeListener', 'removeAllListeners']);

/** The first call on what is held that comes after it was given back, where the library says what comes of that. */
export function lateCall(project: Project, held: Held): LateCall | undefined {
  const { fn, begins, model } = held;
  const facts = project.evaluator.facts(fn.file);
  if (!facts || !begins || (model.twice === undefined && model.afterwards === undefined)) return undefined;
  for (const released of placesOfRelease(project, held)) {
    if (facts.calls[released.call]?.fn !== fn.fn) continue;
    const found = metAfter(project, held, released);
    if (found) return found;
  }
  return undefined;
}

function metAfter(project: Project, held: Held, released: CallRef): LateCall | undefined {
  const { fn, bearers, begins, model, ref } = held;
  const facts = project.evaluator.facts(fn.file);
  const async = facts?.functions[fn.fn]?.async === true;
  if (!facts || !begins) return undefined;
  let found: LateCall | undefined;
  const question: Question = {
    facts, fn,
    begins: { at: (step) => step === released.call, names: begins.names, holds: begins.holds },
    call: ({ call }) => ({ is: call === ref.call ? 'done' : 'nothing' }),
    returned: () => ({ is: 'nothing' }),
    fails: (step) => {
      const isOwn = typeof step !== 'number' && step.is === 'await' && step.of.is === 'call' && step.of.call === released.call;
      const failure = isOwn || step === released.call ? undefined : project.failures.inList(fn.file, [step], async);
      return failure ? (failure.sure ? 'sure' : 'may') : 'no';
    },
    fixed: () => undefined,
    steady: ({ value }) => value.is === 'ref',
    asked: () => false,
    reached: (call, paths) => {
      const callee = facts.calls[call]?.callee;
      if (found || call === released.call || callee?.is !== 'member' || !paths.some((p) => p.due && p.sure && !p.lost)) return;
      const receiver = bearerOf(bearers, fn.file, facts, callee.of);
      if (receiver?.is !== 'object' || parting.has(callee.name)) return;
      const is = receiver.object.by.has(callee.name) ? 'again' : 'used';
      if ((is === 'again' ? model.twice : model.afterwards) !== undefined) found = { is, ref: { file: fn.file, call }, released };
    },
  };
  openEnds(question, facts.functions[fn.fn]?.steps ?? []);
  return found;
}
