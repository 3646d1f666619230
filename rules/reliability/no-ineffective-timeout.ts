import { earlyClearOf, readsBodyOutside, unheardControllers } from '../../src/analysis/deadline/controllers.js';
import { ineffectiveOf, judgementsAbout, misspeltOption, type Ineffective } from '../../src/analysis/deadline/ineffective.js';
import type { DeadlineJudgement } from '../../src/analysis/deadline/judge.js';
import { forgottenTimer, seemsBounded, traceOf } from '../../src/analysis/deadline/report.js';
import { misspeltParameters } from '../../src/analysis/deadline/misspelt.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { mendOption, renameOption } from '../../src/fix/mend-option.js';
import { optionText } from '../../src/fix/set-option.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-ineffective-timeout';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'timeouts',
    mode: 'No timeouts: hanging requests consume resources',
    summary: 'What looks like a deadline is one.',
    why: 'A deadline that does nothing is worse than none: reviews see it, dashboards assume it, and the call hangs all the same on the day the dependency stops answering.',
    how: 'Looks at what was meant to bound an outbound call: options that the library does not read in the installed version, options in the place of the body, options and parameters of connection strings that are misspelt, a signal whose controller nothing aborts, a controller whose signal goes nowhere, a signal with one clock for all calls, a time that only emits an event nobody ends the request on, a timer that is cleared before the body is read, and a race whose timer stays behind. It passes when the deadline works.',
    coverage: { practice: 'deadlines that take effect', sites: 'places that set one' },
    level: 'error',
    gate: ['timeout', 'Timeout', 'AbortController', 'signal'],
    examples: [
      { title: 'fetch reads no timeout option', reports: [2], code: 'export async function rates(url: string) {\n  const response = await fetch(url, { timeout: 5_000 } as RequestInit);\n  return response.json();\n}\n' },
      { title: 'Nothing aborts the controller', reports: [3], code: 'export async function rates(url: string) {\n  const controller = new AbortController();\n  const response = await fetch(url, { signal: controller.signal });\n  return response.json();\n}\n' },
      { title: 'A timer aborts the controller', reports: [], code: 'export async function rates(url: string) {\n  const controller = new AbortController();\n  const timer = setTimeout(() => controller.abort(), 5_000);\n  try {\n    const response = await fetch(url, { signal: controller.signal });\n    return await response.json();\n  } finally {\n    clearTimeout(timer);\n  }\n}\n' },
      { title: 'Each call has a clock of its own', reports: [], code: 'export async function rates(url: string) {\n  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });\n  return response.json();\n}\n' },
    ],
    blindSpots: [
      'Whether a signal that an event aborts is ever aborted in time is not judged: it counts as a deadline.',
      'A response whose body is read in another function than the one that clears the timer is not followed.',
    ],
    fix: { offers: 'Writes the right name of a misspelt option, puts options behind an empty body that stand in its place, and gives a call the time as a signal where it reads no other. Not for options of clients that do nothing, and not for signals and timers that end the wrong thing: what was meant by them cannot be told.' },
  },
  *file(view) {
    const { file, project } = view;
    for (const judgement of judgementsAbout(project, file)) {
      const found = ineffectiveOf(project, judgement);
      if (found?.span.file === file) yield useless(project, judgement, found);
      if (judgement.verdict.is === 'none') continue;
      const misspelt = judgement.via.length === 0 ? misspeltOption(project, judgement) : undefined;
      if (misspelt?.span.file === file) yield { ...useless(project, judgement, misspelt), level: 'warning' };
      if (judgement.at.file === file) yield* ofBounded(project, judgement);
    }
    for (const { span, option, meant } of misspeltParameters(view)) yield { ...parameterBase(span), message: `${option} is no parameter of this connection string: it is ignored, and ${meant} keeps its default`, help: `Write ${meant}.`, fixes: renameOption(project, span, option, meant) };
    for (const ref of unheardControllers(view)) {
      yield { ...site(project, ref), outcome: 'fail', message: 'A timer aborts this controller, and its signal is passed to nothing: the call it was meant for has no deadline', help: 'Pass controller.signal to the call.' };
    }
  },
});

function site(project: Project, ref: { readonly file: string; readonly call: number }): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: {} };
}

function parameterBase(span: Evidence['span']): Pick<Evidence, 'rule' | 'outcome' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, outcome: 'fail', span, reach: 'startup', trace: [], confidence: 'medium', fixes: [], data: {} };
}

function useless(project: Project, judgement: DeadlineJudgement, found: Ineffective): Evidence {
  const name = nameOfCall(project, judgement.at);
  const instead = found.instead ?? optionText(project, judgement.outbound, 'call') ?? 'signal: AbortSignal.timeout(10_000)';
  const text = {
    ignored: [`${found.option} of ${name} ${found.why ?? 'does nothing'}, so the call has no deadline`, `Use ${instead}.`],
    'no-listener': [`${found.option} of ${name} only emits a "timeout" event, and no listener ends the request: it waits on`, `Destroy the request in a listener: request.on('timeout', () => request.destroy()).`],
    'never-aborted': [`Nothing aborts the controller whose signal ${name} is given: the call has no deadline`, 'Abort it by a timer, or pass AbortSignal.timeout(10_000).'],
    shared: [`This AbortSignal.timeout starts once, when the module is loaded: when ${name} is called later, it has already fired and fails every call`, 'Make the signal where the call is made.'],
    misspelt: [`${judgement.outbound.reading.entry.name} has no option ${found.option}: it does nothing`, `Write ${found.instead ?? ''}.`],
    misplaced: [`${found.option} stands in the body of ${name}, where it is sent as data: the call has no deadline`, `Pass the options after the body: ${name}(url, undefined, { ${found.option}: … }).`],
  }[found.kind];
  const { reach, trace } = traceOf(project, judgement);
  return { rule: id, outcome: 'fail', span: found.span, message: text[0] ?? '', help: text[1] ?? '', confidence: 'high', reach, trace, fixes: mendOption(project, judgement, found), data: { library: judgement.outbound.reading.entry.id, call: name, option: found.option } };
}

/** Deadlines that work, and those that end too early or leave something behind. */
function* ofBounded(project: Project, judgement: DeadlineJudgement): Iterable<Evidence> {
  const early = earlyClearOf(project, judgement);
  const race = forgottenTimer(project, judgement);
  const name = nameOfCall(project, judgement.at);
  if (early) {
    yield { ...site(project, early.clear), outcome: 'fail', level: 'warning', message: `The timer is cleared before the body of ${name} is read: a body that stalls has no deadline`, help: 'Clear it after the body has been read; inside try/finally, await the body before returning it.' };
  } else if (judgement.verdict.is === 'wrapped' && judgement.outbound.model.settles === 'headers' && readsBodyOutside(project, judgement.at, judgement.verdict.wrapping.at)) {
    yield { ...site(project, judgement.verdict.wrapping.at), outcome: 'fail', level: 'warning', message: `${judgement.verdict.wrapping.by} lets go of ${name} at its headers, and the body is read afterwards: a body that stalls has no deadline`, help: 'Read the body inside of it, or pass AbortSignal.timeout(10_000) to the call.' };
  } else if (race) {
    yield { ...site(project, race), outcome: 'fail', level: 'info', covered: true, message: `This race leaves something behind each time: its timer when ${name} wins, and ${name} itself, which runs on, when the timer wins`, help: 'Clear the timer in finally, or pass AbortSignal.timeout(10_000) to the call.' };
  } else if (seemsBounded(judgement)) {
    yield { ...site(project, judgement.at), outcome: 'pass', message: `The deadline of ${name} works` };
  }
}
