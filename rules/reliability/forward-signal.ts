import { signalInScope, signalTaker, type GivenSignal, type SignalTaker } from '../../src/analysis/deadline/forwarding.js';
import type { CallRef } from '../../src/analysis/abstract.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { forwardedSignal } from '../../src/fix/set-option.js';
import type { Evidence } from '../../src/model/evidence.js';
import type { CallFact } from '../../src/model/facts.js';
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
    how: 'Looks at calls that accept a signal, of libraries in the catalog and of functions of the project with such a parameter, in functions that were given one: as a parameter, as a property of one, or by their framework (`request.signal`). It passes when any signal is passed. It fails when none is, and when `undefined` is written in the signal\'s place. What runs later (timers, listeners), what nobody waits for, and what stands in catch or finally is left alone: cleaning up must not be aborted. A signal that the framework offers unasked is an info: some work must finish though its client has gone.',
    level: 'warning',
    gate: ['ignal'],
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
  },
  *file({ file, facts, project }) {
    for (const [call, fact] of facts.calls.entries()) {
      if (isLeftAlone(fact)) continue;
      const ref = { file, call };
      const scope = signalInScope(project, ref);
      const taker = scope !== undefined || hasUndefined(fact) ? signalTaker(project, ref) : undefined;
      if (taker && (scope || taker.given === 'undefined')) yield evidenceOf(project, ref, taker, scope);
    }
  },
});

/** Nobody waits for it, or it cleans up. */
function isLeftAlone({ dropped, inTry, decorator }: CallFact): boolean {
  return dropped === true || decorator === true || inTry === 'catch' || inTry === 'finally';
}

function hasUndefined({ args }: CallFact): boolean {
  return args.some((a) => a.is === 'undefined');
}

function evidenceOf(project: Project, ref: CallRef, { given, outbound }: SignalTaker, scope: GivenSignal | undefined): Evidence {
  const name = nameOfCall(project, ref);
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { call: name } } as const;
  if (given === 'signal') return { ...base, outcome: 'pass', message: `${name} is given a signal` };
  if (!scope) return { ...base, outcome: 'fail', confidence: 'medium', message: `${name} takes a signal and is given undefined: nobody can end it`, help: 'Take a signal as a parameter here, and pass it on.' };
  const text = scope.text ?? 'the signal of the request';
  const reported = project.deadlines.some((d) => d.at.file === ref.file && d.at.call === ref.call && d.verdict.is === 'none') && { reportedBy: 'require-timeout' };
  return {
    ...base,
    outcome: 'fail',
    ...(scope.by === 'framework' && { level: 'info' as const }),
    message: `${name} is not given ${text}: when its caller gives up, it runs on for nobody`,
    help: `Pass ${text}, or AbortSignal.any([${text}, AbortSignal.timeout(10_000)]), unless this work must finish in any case.`,
    fixes: outbound && scope.text !== undefined ? forwardedSignal(project, outbound, ref, scope.text) : [],
    ...reported,
  };
}
