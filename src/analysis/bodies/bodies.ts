import type { BodyModel } from '../../catalog/body-model.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { gives } from '../obligations/obligations.js';
import { oncePerCall } from '../once-per-call.js';
import type { Project } from '../project.js';
import { bodyOf } from './body-calls.js';
import { fateOf, type BodyFate } from './body-fate.js';
import { heldAfterCall, type HeldBody } from './held-body.js';
import { hasFixedHost, otherEndOf, type BodyRequest } from './other-end.js';
import { holdsNothing, pipedModel, pipedStreams } from './piped-streams.js';
import { unreadCopy, type UnreadCopy } from './unread-copy.js';

/** A call that gives a body which has to be read, and what becomes of it. */
export interface Body {
  readonly ref: CallRef;
  readonly model: BodyModel;
  /** `empty`: there is none. `ended`: not read on every path, but its signal or a timeout ends it. `spared`: that may be, or it is small as a rule. */
  readonly fate: BodyFate | { readonly is: 'empty' } | { readonly is: 'ended' | 'spared'; readonly why: string };
  readonly held?: HeldBody;
  readonly request?: BodyRequest;
  /** No more is known of it than that it is a stream. */
  readonly guessed?: true;
  /** It is copied, and one branch is never read. */
  readonly copy?: UnreadCopy;
  /** The call of the library, where a function of the project is called that returns its body. */
  readonly from?: CallRef;
}

const deepest = 3;

/** The bodies that the calls of a file give: those that the catalog knows, and streams that are told by being piped. */
export function bodiesIn(project: Project, file: string): readonly Body[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const named = facts.calls.flatMap((_, call) => bodyAt(project, { file, call }, 0) ?? []);
  const calls = new Set(named.map((b) => b.ref.call));
  const piped = pipedStreams(file, facts).filter(({ ref }) => !calls.has(ref.call) && !holdsNothing(project, ref));
  return [...named, ...piped.map(({ ref, held }) => ({ ref, model: pipedModel, held, fate: fateOf(project, ref, held), guessed: true as const }))];
}

const bodyAt = oncePerCall(compute);

function compute(project: Project, ref: CallRef, depth: number): Body | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.decorator || fact.construct) return undefined;
  const direct = bodyOf(project, ref);
  if (direct) return direct.empty ? { ref, model: direct.model, fate: { is: 'empty' } } : judged(project, ref, direct.model);
  const inner = depth < deepest ? returnedBy(project, ref, depth) : undefined;
  if (!inner) return undefined;
  const { fn, body: { model, from, request } } = inner;
  return judged(project, ref, model, request && { ref: request.ref, entered: [...request.entered, { fn, by: ref }] }, from ?? inner.body.ref);
}

function judged(project: Project, ref: CallRef, model: BodyModel, request: BodyRequest = { ref, entered: [] }, from?: CallRef): Body {
  const held = heldAfterCall(project, ref, model);
  const base = { ref, model, request, ...(held && { held }), ...(from && { from }) };
  if (held) {
    const facts = project.evaluator.facts(ref.file);
    const copy = facts && model.copy && held.begins ? unreadCopy(facts, held.begins.names, model.reads ?? []) : undefined;
    return { ...base, ...(copy && { copy }), fate: asEnded(project, request, model, fateOf(project, ref, held)) };
  }
  return { ...base, fate: { is: project.evaluator.call(ref)?.returned ? 'moved' : 'unknown' } };
}

/** What is not read may be ended by something else, and an error of a fixed address is small: an answer that Node's own fetch gives is freed then. */
function asEnded(project: Project, request: BodyRequest, model: BodyModel, fate: BodyFate): Body['fate'] {
  if (fate.is !== 'unread' && fate.is !== 'never') return fate;
  const other = otherEndOf(project, request, model, fate.end);
  if (other.is === 'ends') return { is: 'ended', why: `its ${other.by} ends the ${model.noun} where nobody reads it` };
  if (other.is === 'unknown') return { is: 'spared', why: `whether its ${other.by} ends the ${model.noun} where nobody reads it is not seen` };
  return model.collected && fate.refused && hasFixedHost(project, request) ? { is: 'spared', why: `only an error answer of a fixed address is not read, and those are small as a rule` } : fate;
}

/** What a function of the project gets and returns to its caller as it is. */
function returnedBy(project: Project, ref: CallRef, depth: number): { readonly fn: FunctionRef; readonly body: Body } | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  const [own, ...others] = callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : [];
  if (own?.is !== 'function' || others.length > 0) return undefined;
  const facts = project.evaluator.facts(own.file);
  const returns = facts?.functions[own.fn]?.returns ?? [];
  if (!facts || returns.length === 0) return undefined;
  const found = facts.calls.flatMap((c, call) => (c.fn === own.fn && returns.some((v) => gives(project, own, v, call)) ? (bodyAt(project, { file: own.file, call }, depth + 1) ?? []) : []));
  const [first] = found;
  const isWhole = first !== undefined && found.length === 1 && first.model.callback === undefined && (first.held === undefined || functionKey(first.held.fn) === functionKey(own));
  return isWhole ? { fn: { file: own.file, fn: own.fn }, body: first } : undefined;
}
