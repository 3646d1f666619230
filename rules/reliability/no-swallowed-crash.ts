import { judgeCrashListener, type CrashJudgement } from '../../src/analysis/exits/crash-judgement.js';
import { libraryEndings, type LibraryEnding } from '../../src/analysis/exits/library-endings.js';
import { processListeners, type ProcessListener } from '../../src/analysis/exits/process-listeners.js';
import { isShutdown, shutdownCatches, stuckShutdown } from '../../src/analysis/exits/shutdowns.js';
import type { Thrown } from '../../src/analysis/exits/run.js';
import type { CallRef } from '../../src/analysis/abstract.js';
import type { Project } from '../../src/analysis/project.js';
import { placeOf, placeText, spanOf, wayTo, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { catchInFunction } from '../../src/fix/catch-callback.js';
import { endProcess } from '../../src/fix/end-process.js';
import { logInCatch } from '../../src/fix/log-in-catch.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-swallowed-crash';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'A handler of uncaughtException or unhandledRejection ends the process.',
    why: 'What was thrown and not caught was cut off in the middle: locks are held, transactions are open, counters are wrong. A handler that only logs keeps such a process in service, where it answers wrongly or not at all, and nothing restarts it, since it never ended. A handler of unhandledRejection that does nothing also takes away what Node does by itself: to print the error and end the process.',
    how: 'Looks at each listener of `uncaughtException` and `unhandledRejection`, also those of domains, of helpers that are given the handler, and of winston, and follows all ways through it, across functions and files. It passes when each of them ends the process: by process.exit, abort or kill of itself, by throwing, by a timer that does so, or through a promise or a callback. A way out for one kind of error, or while the process is ending already, is meant. It fails when the process runs on, when the end waits for something without a deadline, when what is awaited may reject before the end, and when an async handler throws, which comes back to it. A handler of unhandledRejection that only reports is an info. In handlers of SIGTERM and its like it fails when the shutdown catches its own failure and throws the reason away, or when that is heard by nothing but a listener that lets the process live. `uncaughtExceptionMonitor` is no handler: it changes nothing.',
    coverage: { practice: 'crashes that end the process', sites: 'crash handlers' },
    level: 'warning',
    gate: ['uncaughtException', 'unhandledRejection', 'UncaughtException', 'domain', 'winston', 'close-with-grace', 'async-exit-hook', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'],
    examples: [
      { title: 'The process goes on in a state that nobody knows', reports: [1], code: "process.on('uncaughtException', (error) => {\n  console.error('uncaught', error);\n});\n" },
      { title: 'Failures without a trace', reports: [1], code: "process.on('unhandledRejection', () => {});\n" },
      { title: 'One open connection, and the process stays half dead', reports: [4], code: "import { createServer } from 'node:http';\nconst server = createServer((req, res) => res.end());\nserver.listen(3000);\nprocess.on('uncaughtException', (error) => {\n  console.error(error);\n  server.close(() => process.exit(1));\n});\n" },
      { title: 'It is logged, and the process ends', reports: [], code: "process.on('uncaughtException', (error) => {\n  console.error('uncaught', error);\n  process.exit(1);\n});\n" },
      { title: 'Open requests get ten seconds', reports: [], code: "import { createServer } from 'node:http';\nconst server = createServer((req, res) => res.end());\nserver.listen(3000);\nprocess.on('uncaughtException', (error) => {\n  console.error(error);\n  setTimeout(() => process.exit(1), 10_000).unref();\n  server.close(() => process.exit(1));\n});\n" },
    ],
    blindSpots: [
      'Another listener that ends the process is taken into account in the same file only.',
      'What frameworks and services for errors do by themselves is known of winston, Sentry, close-with-grace and async-exit-hook.',
      'Whether `process.exitCode` alone ends the process depends on what keeps it: that is unknown.',
    ],
    fix: { offers: 'Ends the process at the end of a listener of uncaughtException, by a timer of 10 s where it waits for something else first, or in a catch where it may fail; logs what a shutdown drops. Not for listeners of which only a part lets the process live, and not for libraries.' },
  },
  *file({ file, project }) {
    for (const listener of processListeners(project)) {
      if (listener.at.file !== file) continue;
      if (crashes.has(listener.event)) yield judge(project, listener);
      else if (isShutdown(listener)) yield* judgeShutdown(project, listener);
    }
    for (const ending of libraryEndings(project)) if (ending.at.file === file) yield judgeLibrary(project, ending);
  },
});

const crashes: ReadonlySet<string> = new Set(['uncaughtException', 'unhandledRejection']);

function judge(project: Project, listener: ProcessListener): Evidence {
  const judgement = judgeCrashListener(project, listener);
  const base = site(project, listener.at);
  if (judgement.is === 'ends') return { ...base, outcome: 'pass', message: `This handler of ${listener.event} ends the process on every way` };
  const other = endedBy(project, listener);
  if (other) return { ...base, outcome: 'pass', message: `${placeText(project, other)} ends the process on ${listener.event} as well` };
  if (judgement.is === 'unknown') return { ...base, outcome: 'unknown', message: judgement.why };
  if (listener.temporary) return { ...base, outcome: 'unknown', message: 'the listener is there for a while only' };
  const found = judgement.is === 'lives' ? survivor(project, listener, judgement) : halfDead(project, listener, judgement);
  return { ...found, fixes: endProcess(project, listener, judgement) };
}

/** Another listener of the event in the same file, or a library there, that ends the process: all of them are called. */
function endedBy(project: Project, { at, event }: ProcessListener): CallRef | undefined {
  const names = event === 'uncaughtException' ? [event, 'uncaughtExceptionMonitor'] : [event];
  const other = processListeners(project).find((one) => one.at.file === at.file && one.at !== at && names.includes(one.event) && judgeCrashListener(project, one).is === 'ends');
  return other?.at ?? libraryEndings(project).find((one) => one.at.file === at.file && one.ends && one.events.includes(event))?.at;
}

/** The logger stands in a file of its own, and what ends the process elsewhere. */
function judgeLibrary(project: Project, { at, library, events, ends }: LibraryEnding): Evidence {
  const base = site(project, at);
  if (ends) return { ...base, outcome: 'pass', message: `${library} ends the process on ${events.join(' and ')}` };
  const other = processListeners(project).find((one) => events.includes(one.event) && judgeCrashListener(project, one).is !== 'lives');
  if (other || project.partial) return { ...base, outcome: 'unknown', message: other ? `the listener at ${placeText(project, other.at)} may end the process` : 'a listener in another file may end the process' };
  return fail(project, at, 'warning', `With exitOnError: false ${library} keeps the process running after an ${events[0] ?? ''}: nobody knows in which state it is`, 'Leave exitOnError at true: the process ends when the log is written, and whoever runs it starts a new one.');
}

function survivor(project: Project, { at, event }: ProcessListener, { where, reports }: Extract<CrashJudgement, { is: 'lives' }>): Evidence {
  const when = where === 'others' ? ' for all errors but those of one kind' : where === 'production' ? ' in production' : '';
  if (event === 'uncaughtException') {
    return fail(project, at, 'warning', `This handler of uncaughtException lets the process run on${when}: whatever threw was cut off in the middle, and what it held, locked or was writing stays so`, 'Log the error and end the process with code 1: whoever runs it starts a new one. Give open requests a few seconds, with a timer that ends it in any case.');
  }
  return reports
    ? fail(project, at, 'info', `This handler of unhandledRejection only reports the error${when}: a listener keeps Node from ending the process, and work that failed in the middle is taken for done`, 'End the process after the report, or throw the error on: then the process ends, and whoever runs it starts a new one.')
    : fail(project, at, 'warning', `This handler of unhandledRejection throws the reason away${when}: without a listener Node prints it and ends the process, with this one nobody learns that anything failed`, 'Log the reason and end the process, or remove the listener.');
}

function halfDead(project: Project, { at, event }: ProcessListener, judgement: Extract<CrashJudgement, { is: 'fails' | 'returns' | 'waits' }>): Evidence {
  switch (judgement.is) {
    case 'returns': return fail(project, at, 'warning', `This handler of ${event} is async and throws: that is a rejection, which comes back as another crash, over and over, and the process never ends`, 'Log the error and call process.exit(1).');
    case 'waits': return fail(project, at, 'warning', `After an ${event} the process ends only when ${judgement.for} is done, which has no deadline: it may stay, half dead, as long as one connection is open`, 'Set a timer first that ends it in any case: setTimeout(() => process.exit(1), 10_000).unref().');
    case 'fails':
      return fail(project, at, 'warning', `When ${failing(project, judgement.by)} fails in this handler of ${event}, the process does not end: it runs on half dead, or the failure comes back to the handler over and over`, 'Catch what fails there, and call process.exit(1) in finally.');
  }
}

/** Signals end the process by themselves; what a handler may get wrong is to lose what fails on the way. */
function* judgeShutdown(project: Project, listener: ProcessListener): Iterable<Evidence> {
  const { at, event } = listener;
  const stuck = stuckShutdown(project, listener);
  if (stuck) yield { ...fail(project, at, 'warning', `When ${failing(project, stuck.by)} fails after ${event}, only the listener of unhandledRejection at ${placeText(project, stuck.heardBy.at)} hears it, which lets the process live: it stays, half shut down, until it is killed`, 'Catch what fails there, log it, and call process.exit(1).'), fixes: listener.handlers.flatMap((h) => (h.is === 'function' ? catchInFunction(project, h, 'end') : [])).slice(0, 1) };
  for (const { file, fn, range, keeps } of shutdownCatches(project, listener)) {
    const base = { ...site(project, at), ...wayToFunction(project, { file, fn }), span: { file, start: range[0], end: range[1] } };
    if (keeps) yield { ...base, outcome: 'pass', message: 'What fails in the shutdown is kept' };
    else yield { ...base, outcome: 'fail', level: base.reach === 'script' ? 'info' : 'warning', message: `What fails in the shutdown on ${event} is thrown away here: the process ends with work undone, and nobody learns why`, help: 'Log the error before the process ends, and end it with code 1.', fixes: logInCatch(project, file, range, fn) };
  }
}

function failing(project: Project, { file, range, name }: Thrown): string {
  return name === '' ? `the work at ${placeOf(project, { file, start: range[0], end: range[1] })}` : name;
}

function site(project: Project, at: CallRef): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, span: spanOf(project, at), ...wayTo(project, at), confidence: 'high', fixes: [], data: {} };
}

function fail(project: Project, at: CallRef, level: Level, message: string, help: string): Evidence {
  const base = site(project, at);
  return { ...base, outcome: 'fail', message, help, level: base.reach === 'script' ? 'info' : level };
}
