import type { Evidence } from '../../model/evidence.js';
import type { Span } from '../../model/span.js';
import { duration, writtenName } from '../names.js';
import type { Project } from '../project.js';
import { nameOfCall, placeOf, spanOf, wayTo, wayToFunction } from '../site.js';
import { endingText, failureSteps } from './ending-text.js';
import { guardTimersIn, type GuardTimer } from './guard-timers.js';
import { raceTimersIn, type RaceTimer } from './race-timers.js';
import { inProgressMarksIn, type InProgressMark } from './in-progress-marks.js';

/** What a file's guard timers and in-progress marks come to: both are taken back when the work is done, and must be when it fails. */
export function* guardEvidence(project: Project, file: string, rule: string): Iterable<Evidence> {
  for (const guard of guardTimersIn(project, file)) yield ofTimer(project, guard, rule);
  for (const race of raceTimersIn(project, file)) yield ofRace(project, race, rule);
  for (const mark of inProgressMarksIn(project, file)) yield ofMark(project, mark, rule);
}

function ofTimer(project: Project, { ref, timer, release }: GuardTimer, rule: string): Evidence {
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, ref);
  const noun = timer.is;
  const base = { rule, span: spanOf(project, ref), reach, trace, confidence: 'high' as const, fixes: [], data: { noun, call: name } };
  switch (release.is) {
    case 'always': return { ...base, outcome: 'pass', message: `every path clears the ${noun}` };
    case 'moved': return { ...base, outcome: 'pass', message: `the ${noun} is returned: its callers clear it` };
    case 'unknown': return { ...base, outcome: 'unknown', message: `whether the ${noun} is cleared on every path is not seen` };
    case 'forgotten': return {
      ...base, outcome: 'fail', level: timer.harmless || reach === 'script' ? 'info' : 'warning', ...(timer.harmless && { covered: true }),
      message: `Nothing clears this timer when the work is done that it watches over. It holds ${release.ends}, and keeps the process from ending, ${timer.ms === undefined ? 'until it fires' : `for ${duration(timer.ms)}`} each time.`,
      help: `Keep what ${name} gives, and call clearTimeout with it when ${release.ends} has ended, by whatever way.`,
    };
    case 'open': case 'never': break;
  }
  const repeats = timer.is === 'interval';
  const later = repeats ? 'It goes on for ever, one more with each failure.' : timer.harmless ? 'It stays behind until it fires.' : `It fires ${timer.ms === undefined ? 'later' : `${duration(timer.ms)} later`}, for work that is over.`;
  return {
    ...base, outcome: 'fail', trace: [...trace, ...failureSteps(project, release)],
    ...(timer.harmless && { covered: true }), level: timer.harmless || reach === 'script' ? 'info' : repeats && (reach === 'request' || reach === 'worker') ? 'error' : 'warning',
    message: `The ${noun} that ${name} starts is not cleared ${endingText(project, release)}. ${later}`,
    help: `Put everything that follows in a try, and call ${repeats ? 'clearInterval' : 'clearTimeout'} in its finally.`,
  };
}

function ofRace(project: Project, { ref, timer }: RaceTimer, rule: string): Evidence {
  const { reach, trace } = wayTo(project, ref);
  return {
    rule, outcome: 'fail', span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { noun: timer.is, call: nameOfCall(project, ref) }, level: 'info', covered: true,
    message: `The work that is raced against this timer may be done long before it fires, and nothing clears it then. It holds what its function sees, and keeps the process from ending, ${timer.ms === undefined ? 'until it fires' : `for ${duration(timer.ms)}`} each time.`,
    help: 'Keep what setTimeout gives, and call clearTimeout with it in a finally behind the race.',
  };
}

function ofMark(project: Project, mark: InProgressMark, rule: string): Evidence {
  const { fn, change, refusal, release } = mark;
  const { reach, trace } = wayToFunction(project, fn);
  const span = spanOfMark(project, mark);
  const name = nameOfMark(project, mark);
  const base = { rule, span, reach, trace, confidence: 'high' as const, fixes: [], data: { noun: 'mark', mark: name } };
  switch (release.is) {
    case 'always': return { ...base, outcome: 'pass', message: `every path takes ${name} back` };
    case 'unknown': return { ...base, outcome: 'unknown', message: `whether ${name} is taken back on every path is not seen` };
    case 'open': case 'never': break;
  }
  const counts = change.does === 'up' || change.does === 'down';
  const [stays, result] = counts ? ['is not counted back', `Each failure leaves it one off, until the test in ${placeOf(project, refusal)} lets nothing through any more`] : ['stays as it is', `From then on the test in ${placeOf(project, refusal)} takes the work to be going on, until the process is restarted`];
  return {
    ...base, outcome: 'fail', trace: [...trace, ...failureSteps(project, release), { span: refusal, message: 'it is tested here' }],
    level: reach === 'script' || reach === 'startup' ? 'info' : reach === 'request' || reach === 'worker' ? 'error' : 'warning',
    message: `${name} says that work is going on, and ${stays} ${endingText(project, release)}. ${result}.`,
    help: `Put everything that follows in a try, and take ${name} back in its finally.`,
  };
}

function spanOfMark(project: Project, { fn, step }: InProgressMark): Span {
  if (typeof step === 'number') return spanOf(project, { file: fn.file, call: step });
  if (step.is === 'put') return { file: fn.file, start: step.range[0], end: step.range[1] };
  const at = step.is === 'set' ? step.at : 0;
  return { file: fn.file, start: at, end: at + 1 };
}

function nameOfMark(project: Project, { fn, step }: InProgressMark): string {
  const facts = project.evaluator.facts(fn.file);
  if (!facts) return '';
  if (typeof step === 'number') {
    const callee = facts.calls[step]?.callee;
    return callee?.is === 'member' ? `the entry of ${writtenName(facts, callee.of)}` : '';
  }
  if (step.is === 'put') return step.target.is === 'element' ? `the entry of ${writtenName(facts, step.target.of)}` : writtenName(facts, step.target);
  return step.is === 'set' ? (facts.bindings[step.to]?.name ?? '') : '';
}
