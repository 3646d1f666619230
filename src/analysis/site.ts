import type { TraceStep, Reach } from '../model/evidence.js';
import { positionAt, type Span } from '../model/span.js';
import type { CallRef, FunctionRef } from './abstract.js';
import type { Failure } from './failures/failure.js';
import { calleeName } from './names.js';
import type { Project } from './project.js';

/** Where a call is underlined. */
export function spanOf(project: Project, ref: CallRef): Span {
  const range = project.evaluator.call(ref)?.calleeRange ?? [0, 0];
  return { file: ref.file, start: range[0], end: range[1] };
}

/** `src/http.ts:12`: where a call stands, for messages. */
export function placeText(project: Project, ref: CallRef): string {
  return placeOf(project, spanOf(project, ref));
}

/** `src/http.ts:12`: where a span starts. */
export function placeOf(project: Project, { file, start }: Span): string {
  const facts = project.evaluator.facts(file);
  return facts ? `${file}:${String(positionAt(facts.lines, start).line)}` : file;
}

/** A call as it is written, for messages. */
export function nameOfCall(project: Project, ref: CallRef): string {
  const facts = project.evaluator.facts(ref.file);
  return facts ? calleeName(facts, ref.call) : '';
}

/** Who waits for a call, and the way from the handler to it. */
export function wayTo(project: Project, ref: CallRef): { readonly reach: Reach; readonly trace: readonly TraceStep[] } {
  return wayToFunction(project, { file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 });
}

/** Who waits for a function; -1 is the module. */
export function wayToFunction(project: Project, fn: FunctionRef): { readonly reach: Reach; readonly trace: readonly TraceStep[] } {
  const { reach, handler, calls } = project.reach(fn);
  const facts = handler && project.evaluator.facts(handler.file)?.functions[handler.fn];
  if (!handler || !facts) return { reach, trace: [] };
  const first: TraceStep = { span: { file: handler.file, start: facts.nameRange[0], end: Math.min(facts.nameRange[1], facts.nameRange[0] + 80) }, message: handler.reach === 'worker' ? `${handler.name} runs this` : `${handler.name} is handled here` };
  return { reach, trace: [first, ...calls.map((call) => ({ span: spanOf(project, call), message: `calls ${nameOfCall(project, call)}` }))] };
}

/**
 * The calls from a place to what fails behind it, and that. Empty where the place itself fails.
 * @param at how many of the first calls are the place: none where it is a function that is handed over
 */
export function wayToFailure(project: Project, { through, file, range, name }: Failure, at = 1): readonly TraceStep[] {
  if (through.length < at) return [];
  const calls = through.slice(at).map((call) => ({ span: spanOf(project, call), message: `calls ${nameOfCall(project, call)}` }));
  return [...calls, { span: { file, start: range[0], end: range[1] }, message: name === '' ? 'throws here, and nothing catches it' : `${name} may fail here, and nothing catches it` }];
}

/** Several places of one kind, for a client's calls: the first ones, and how many more there are. */
export function callsOfClient(project: Project, refs: readonly CallRef[], most = 5): readonly TraceStep[] {
  const shown = refs.slice(0, most).map((ref) => ({ span: spanOf(project, ref), message: waitsHere(project, ref) }));
  const last = shown.at(-1);
  return refs.length > most && last ? [...shown.slice(0, -1), { ...last, message: `${last.message}, and ${String(refs.length - most)} more` }] : shown;
}

/** `users.get waits here`; a call of what a call gave has no name. */
export function waitsHere(project: Project, ref: CallRef): string {
  return `${nameOfCall(project, ref) || 'this call'} waits here`;
}
