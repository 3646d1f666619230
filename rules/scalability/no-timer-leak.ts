import type { CallRef } from '../../src/analysis/abstract.js';
import { duration } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, waitsHere, wayTo } from '../../src/analysis/site.js';
import { intervalEndOf, type IntervalEnd } from '../../src/analysis/timers/lasting-intervals.js';
import { delayFitOf } from '../../src/analysis/timers/overflowing-delays.js';
import { overlapOf, type Overlap } from '../../src/analysis/timers/overlapping-intervals.js';
import { clearCalls, timerCalls, type TimerCall } from '../../src/analysis/timers/timer-call.js';
import { throttledOverlap, throttledWork, type ThrottledWork } from '../../src/analysis/timers/throttled-work.js';
import { wrongClearOf, type WrongClear } from '../../src/analysis/timers/wrong-clears.js';
import { clearFirst, unref } from '../../src/fix/end-interval.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-timer-leak';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'resources',
    mode: 'Memory leaks',
    summary: 'An interval that is started for a request or a connection is stopped again, its runs do not overlap, and no delay is longer than a timer can wait.',
    why: 'An interval runs until it is cleared, and keeps alive everything that its function sees. Started for each request, or stopped by something that is not its id, one more runs each time: memory and load grow until the process is killed. An interval does not wait for async work: when the work takes longer than the time between two runs, which it does when what it calls is slow, runs pile up on the very thing that is slow. And a delay of more than 24.8 days fires after one millisecond.',
    how: 'Looks at each `setInterval`: how often the code runs that starts it, who keeps its id, and what clears it. It fails when it is started for each request, job, event or turn of a loop and nothing clears it, and when the field or name that holds the id is filled again, or emptied, without clearing the one before. It fails when what it runs makes outbound calls that can take longer than the interval, and nothing keeps one run from starting before the last one is done: a flag, a lock, a chain of `setTimeout`. Intervals of a minute and more are not asked for that. What `throttle` of lodash and its likes is given is asked the same, as info: it counts time, and waits for no promise. Looks at each `clearInterval` and `clearTimeout` too, and fails when what it is given is no timer, such as the time between two runs. And at delays: a constant over 2147483647 ms fails, also as the default of a setting, and so does the time until a date of a record without an upper bound, such as `Math.min`. In the strict preset it tells of intervals that keep a process from ending that handles SIGTERM and never exits by itself. It passes when the interval is cleared, or started once.',
    coverage: { practice: 'timers that end, and keep apart', sites: 'timers' },
    level: 'warning',
    gate: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout', 'throttle'],
    examples: [
      { title: 'Each request starts an interval that nothing stops', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/events', (req, res) => {\n  setInterval(() => res.write('ping\\n'), 15_000);\n  res.write('open\\n');\n});\n" },
      { title: 'It is given the time between two runs', reports: [5], code: "export class Metrics {\n  private every = 60_000;\n  private timer?: NodeJS.Timeout;\n  restart() {\n    clearInterval(this.every);\n    this.timer = setInterval(() => console.info('saved'), this.every);\n  }\n}\n" },
      { title: 'The next run does not wait for a slow answer', reports: [1], code: "setInterval(async () => {\n  await fetch('https://monitor.internal/beat', { method: 'POST', signal: AbortSignal.timeout(10_000) }).catch(console.error);\n}, 5_000);\n" },
      { title: 'It is stopped when the response is closed', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/events', (req, res) => {\n  const ping = setInterval(() => res.write('ping\\n'), 15_000);\n  res.on('close', () => clearInterval(ping));\n  res.write('open\\n');\n});\n" },
      { title: 'The next run is started when this one is done', reports: [], code: "async function beat() {\n  await fetch('https://monitor.internal/beat', { method: 'POST', signal: AbortSignal.timeout(10_000) }).catch(console.error);\n  setTimeout(beat, 5_000);\n}\nvoid beat();\n" },
    ],
    blindSpots: [
      'Whether the code that clears an interval runs in every case, such as after an error, is not asked.',
      'An id that is returned, handed to a function or put into a collection is not followed.',
      'Work that is no outbound call of the catalog, such as a query of a library that it does not know, is not seen to take time.',
      'What `debounce` is given is not asked: it waits until nobody asks for a while.',
      'A date that is held as a number of milliseconds is not told from other numbers.',
    ],
    fix: { offers: 'Clears the interval that the new one takes the place of, and lets the process end while an interval goes on. When the work of an interval ends, and what should become of a run that overlaps, is not seen.' },
  },
  *file({ file, project }) {
    for (const timer of timerCalls(project, file)) {
      const delay = ofDelay(project, timer);
      if (delay) yield delay;
      else if (timer.kind === 'setInterval') yield ofInterval(project, timer);
    }
    for (const throttled of throttledWork(project, file)) {
      const found = ofThrottle(project, throttled);
      if (found) yield found;
    }
    for (const clear of clearCalls(project, file)) {
      const wrong = wrongClearOf(project, clear);
      if (wrong) yield ofClear(project, wrong);
    }
  },
});

type Base = Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'>;

function base(project: Project, ref: CallRef): Base {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { call: nameOfCall(project, ref) } };
}

function ofInterval(project: Project, timer: TimerCall): Evidence {
  const own = base(project, timer.ref);
  const end = intervalEndOf(project, timer);
  if (end.is === 'piles-up' || end.is === 'overwritten') return { ...ofLeak(own, end), fixes: end.is === 'overwritten' ? clearFirst(project, timer.ref) : [] };
  if (end.is === 'lost') return {
    ...own, outcome: 'fail', level: levelFor(own.reach), trace: [...own.trace, { span: end.by.span, message: 'forgets the id' }],
    message: `${end.by.name} empties what holds the id of this interval, and does not clear it: an interval that is running then goes on, with all that it keeps alive, and nothing can stop it`, help: 'Call clearInterval first: it is harmless where there is none.',
  };
  const overlap = overlapOf(project, timer);
  if (overlap.is === 'overlaps') return ofOverlap(project, own, overlap);
  if (end.is === 'holds-process') return {
    ...own, outcome: 'fail', level: 'info', covered: true, fixes: unref(project, timer.ref), trace: [...own.trace, { span: spanOf(project, end.signal), message: 'ends the process when nothing is left to do' }],
    message: 'This interval keeps the process from ending: nothing clears it, and after SIGTERM nothing calls process.exit, so the process stays until it is killed', help: 'Call unref() on it, or clear it when the process shuts down.',
  };
  if (end.is === 'unknown') return { ...own, outcome: 'unknown', message: end.why };
  if (overlap.is === 'unknown') return { ...own, outcome: 'unknown', message: overlap.why };
  const apart = overlap.is === 'apart' ? `, and ${overlap.why}` : '';
  return { ...own, outcome: 'pass', message: end.is === 'cleared' ? `It is cleared at ${placeText(project, end.at)}${apart}` : `It is started once${apart}` };
}

function ofLeak(own: Base, end: Extract<IntervalEnd, { is: 'piles-up' | 'overwritten' }>): Evidence {
  const why = end.is === 'piles-up' ? 'nothing clears it' : 'puts its id over the one before, which nothing can clear any more';
  return {
    ...own, outcome: 'fail', level: levelFor(own.reach), trace: end.trace.length > 0 ? end.trace : own.trace,
    message: end.is === 'piles-up' ? `Each ${end.by} starts an interval, and ${why}: one more runs each time, with all that it keeps alive, until the process is killed` : `Each ${end.by} starts an interval and ${why}: the old ones run on, with all that they keep alive`,
    help: end.is === 'piles-up' ? 'Keep what setInterval gives, and clear it when the work ends: on "close", or in a finally.' : 'Clear the one before first: clearInterval is harmless where there is none.',
  };
}

function ofOverlap(project: Project, own: Base, { call, ms, bound }: Extract<Overlap, { is: 'overlaps' }>): Evidence {
  const every = ms === undefined ? 'at each tick' : `every ${duration(ms)}`;
  const long = bound === undefined ? 'has no deadline that is known to be shorter' : `may take ${duration(bound)}`;
  return {
    ...own, outcome: 'fail', level: levelFor(own.reach), confidence: ms === undefined ? 'medium' : 'high', trace: [...own.trace, { span: spanOf(project, call), message: waitsHere(project, call) }],
    message: `A run starts ${every} whether or not the last one is done, and ${nameOfCall(project, call) || 'the call'} at ${placeText(project, call)} ${long}: when it is slow, runs pile up`,
    help: 'Start the next run by setTimeout when this one is done, or return at once while one is running.',
  };
}

/** As an interval's, and mostly asked by requests: how often they come nobody knows. */
function ofThrottle(project: Project, throttled: ThrottledWork): Evidence | undefined {
  const overlap = throttledOverlap(project, throttled);
  const own = base(project, throttled.ref);
  if (overlap.is === 'no-work') return undefined;
  if (overlap.is === 'unknown') return { ...own, outcome: 'unknown', message: overlap.why };
  if (overlap.is === 'apart') return { ...own, outcome: 'pass', message: `Its runs stay apart: ${overlap.why}` };
  const trace = overlap.is === 'overlaps' ? [{ span: spanOf(project, overlap.call), message: waitsHere(project, overlap.call) }] : [];
  return {
    ...own, outcome: 'fail', level: 'info', confidence: 'medium', trace: [...own.trace, ...trace],
    message: `${own.data['call'] ?? 'throttle'} counts the time between two starts, and does not wait for the promise: when ${overlap.is === 'overlaps' ? nameOfCall(project, overlap.call) || 'the work' : 'the work'} is slow, the next run starts beside it, and runs pile up`,
    help: 'Keep the promise of the run that is going on, give it to whoever asks meanwhile, and start the next one when it is done.',
  };
}

function ofDelay(project: Project, timer: TimerCall): Evidence | undefined {
  const delay = delayFitOf(project, timer);
  const own = base(project, timer.ref);
  const help = 'Wait in steps of at most 2147483647 ms, or let a scheduler that reads the dates from the database do it.';
  switch (delay.is) {
    case 'fits': return undefined;
    case 'too-long': return { ...own, outcome: 'fail', ...(delay.byDefault && { confidence: 'medium' as const }), message: `A timer cannot wait ${delay.ms === Infinity ? 'for ever' : `${String(Math.round(delay.ms / 86_400_000))} days`}${delay.byDefault ? ', as this one is told to where no other delay is set' : ''}: over 2147483647 ms Node takes 1 ms instead, so it fires at once${timer.kind === 'setInterval' ? ', and again and again' : ''}`, help };
    case 'until-date': return { ...own, outcome: 'fail', level: levelFor(own.reach), confidence: 'medium', message: 'The time until a date is the delay, without an upper bound: for a date more than 24.8 days away Node takes 1 ms instead, so the timer fires at once', help };
    case 'clamped': return { ...own, outcome: 'pass', message: 'The time until the date is bounded' };
    case 'unknown': return { ...own, outcome: 'unknown', message: 'how far away the date can be is not known' };
  }
}

function ofClear(project: Project, { clear, what, timer }: WrongClear): Evidence {
  const own = base(project, clear.ref);
  return {
    ...own, outcome: 'fail', trace: timer ? [...own.trace, { span: spanOf(project, timer), message: 'takes it as its delay' }] : own.trace,
    message: `${clear.name} is given ${what}: it stops nothing, ${timer ? 'so the last timer runs on beside the next one' : 'and the timer that was meant runs on'}`,
    help: 'Keep what the timer call gives, and hand that over.',
  };
}

/** A script ends, and takes its timers with it. */
function levelFor(reach: Evidence['reach']): Level {
  return reach === 'script' ? 'info' : 'warning';
}
