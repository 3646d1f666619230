import { endsWithSource, signalTaker, type SignalTaker } from '../../src/analysis/deadline/forwarding.js';
import { signalInScope, type GivenSignal } from '../../src/analysis/deadline/given-signal.js';
import { isLeftAlone } from '../../src/analysis/deadline/running.js';
import { sameCall, type CallRef } from '../../src/analysis/abstract.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { libraryWait } from '../../src/analysis/waits/library-waits.js';
import { forwardedArgument, forwardedSignal } from '../../src/fix/set-option.js';
import type { Evidence } from '../../src/model/evidence.js';
import type { CallFact } from '../../src/model/facts.js';
import type { Span } from '../../src/model/span.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'forward-signal';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'timeouts',
    mode: 'No timeouts: hanging requests consume resources',
    summary: 'A signal that a function is given reaches the calls it makes.',
    why: 'When a caller gives up, by a deadline or because the client hung up, the work behind it should end. A signal that stops half way leaves requests and queries running for nobody, and under load that is most of what a service does.',
    how: 'Looks at calls that accept a signal, of libraries in the catalog and of functions of the project with such a parameter, in functions that were given one: as a parameter, as a property of one, or by their framework (`request.signal`). What is called a signal and is none (of a process, of a trade, of a user interface) is told apart by its type, its use, and the function that gets it. It passes when any signal is passed, and where the work ends with what the signal already ends. It fails when none is, and when `undefined` is written in the signal\'s place, unless the function that is called has another end. A race against the signal ends the wait, not the work, and counts for nothing. What runs later (timers, listeners, functions that are returned), what nobody waits for, and what stands in catch or finally is left alone: cleaning up must not be aborted. A signal that the framework offers unasked is an info, and only for reads: some work must finish though its client has gone.',
    coverage: { practice: 'signals that are passed on', sites: 'calls that take one, where there is one' },
    level: 'warning',
    gate: ['ignal', 'catalog'],
    examples: [
      { title: 'The signal stops here', reports: [4], code: "import axios from 'axios';\n\nexport async function rates(url: string, signal: AbortSignal) {\n  const { data } = await axios.get(url, { timeout: 5_000 });\n  signal.throwIfAborted();\n  return data;\n}\n" },
      { title: 'A function of the project takes a signal', reports: [5], code: 'async function load(url: string, signal?: AbortSignal) {\n  return fetch(url, { signal: signal ?? AbortSignal.timeout(5_000) });\n}\nexport async function rates(url: string, { signal }: { signal: AbortSignal }) {\n  const response = await load(url);\n  return response.json();\n}\n' },
      { title: 'It is passed on', reports: [], code: 'export async function rates(url: string, signal: AbortSignal) {\n  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });\n  return response.json();\n}\n' },
      { title: 'Cleaning up is not aborted', reports: [], code: 'export async function work(url: string, signal: AbortSignal) {\n  try {\n    await fetch(url, { signal });\n  } finally {\n    await fetch(`${url}/lock`, { method: \'DELETE\', signal: AbortSignal.timeout(5_000) });\n  }\n}\n' },
    ],
    blindSpots: [
      'A signal that is kept in a field, or handed in with an object whose type is not seen, is not known to be in scope.',
      'Whether the work must finish though its caller has gone cannot be told: say so with a comment that disables the rule.',
    ],
    fix: { offers: 'Passes the signal at hand, where the options of the call are written in place, or the parameter that takes it is the next one. Not where none is at hand: then the callers have to give one.' },
  },
  *file({ file, facts, project }) {
    for (const [call, fact] of facts.calls.entries()) {
      const ref = { file, call };
      const scope = isLeftAlone(facts, call) ? undefined : signalInScope(project, ref);
      const taker = scope !== undefined || hasUndefined(fact) ? signalTaker(project, ref) : undefined;
      if (taker && (scope ? isAsked(project, ref, scope, taker) : isLostHere(taker))) yield evidenceOf(project, ref, taker, scope);
    }
  },
});

function hasUndefined({ args, dropped, decorator, inTry, cleanup }: CallFact): boolean {
  return args.some((a) => a.is === 'undefined') && !dropped && !decorator && inTry !== 'catch' && !cleanup;
}

/** Where nobody gave a signal, `undefined` in its place is the end of the way for the signals of all callers, unless something else ends the call. */
function isLostHere({ given, endsItself }: SignalTaker): boolean {
  return given === 'undefined' && !endsItself;
}

/** A write goes on, as a rule, though the client has gone: what the framework offers unasked is for reads. */
function isAsked(project: Project, ref: CallRef, { by }: GivenSignal, taker: SignalTaker): boolean {
  const { given, outbound } = taker;
  return given === 'signal' || ((by === 'parameter' || !outbound || !isWrite(project, ref)) && !endsWithSource(project, ref, taker));
}

function isWrite(project: Project, ref: CallRef): boolean {
  const name = nameOfCall(project, ref).split('.').at(-1) ?? '';
  const args = project.evaluator.call(ref)?.args ?? [];
  const methods = args.flatMap((_, at) => project.evaluator.argument(ref, at, undefined)).flatMap((v) => (v.is === 'object' ? project.evaluator.member(v, 'method') : []));
  return /^(?:post|put|patch|delete|del|insert|update|remove|replace)/i.test(name) || methods.some((m) => m.is === 'literal' && typeof m.value === 'string' && /^(?:post|put|patch|delete)$/i.test(m.value));
}

function evidenceOf(project: Project, ref: CallRef, taker: SignalTaker, scope: GivenSignal | undefined): Evidence {
  const name = nameOfCall(project, ref);
  const base = { rule: id, span: placeOf(project, ref, taker), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { call: name } } as const;
  if (taker.given === 'signal') return { ...base, outcome: 'pass', message: `${name} is given a signal` };
  if (taker.given === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: whether its options hold a signal cannot be told` };
  if (!scope) return { ...base, outcome: 'fail', confidence: 'medium', message: `${name} takes a signal and is given undefined: nobody can end it`, help: 'Take a signal as a parameter here, and pass it on.' };
  const text = scope.text ?? 'the signal of the request';
  const reportedBy = reporterOf(project, ref);
  return {
    ...base,
    outcome: 'fail',
    ...(scope.by === 'framework' && { level: 'info' as const, covered: true as const }),
    message: `${name} is not given ${text}: when its caller gives up, it runs on for nobody`,
    help: `Pass ${text}, or AbortSignal.any([${text}, AbortSignal.timeout(10_000)]), unless this work must finish in any case.`,
    fixes: scope.text === undefined ? [] : fixesOf(project, ref, taker, scope.text),
    ...(reportedBy !== undefined && { reportedBy }),
  };
}

/** The rule that asks for a deadline here: where there is none at all, that is the greater fault of the same call. */
function reporterOf(project: Project, ref: CallRef): string | undefined {
  const judgement = project.deadlines.find(({ at, verdict }) => verdict.is === 'none' && sameCall(at, ref));
  if (!judgement) return undefined;
  const { does, kind } = judgement.outbound.model;
  if (kind === 'outbound') return 'require-timeout';
  const isTold = does !== 'loop over events' && libraryWait(project, judgement).ending.is === 'open';
  return isTold ? 'no-unbounded-await' : undefined;
}

/** The call, or the `undefined` in it. */
function placeOf(project: Project, ref: CallRef, { given, place }: SignalTaker): Span {
  const range = given === 'undefined' && place ? project.evaluator.call(ref)?.argRanges[place.at] : undefined;
  return range ? { file: ref.file, start: range[0], end: range[1] } : spanOf(project, ref);
}

function fixesOf(project: Project, ref: CallRef, { outbound, place }: SignalTaker, text: string): Evidence['fixes'] {
  if (outbound) return forwardedSignal(project, outbound, ref, text);
  return place ? forwardedArgument(project, ref, place, text) : [];
}
