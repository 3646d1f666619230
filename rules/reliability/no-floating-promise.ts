import type { Failure } from '../../src/analysis/failures/failure.js';
import { lastResortOf } from '../../src/analysis/failures/last-resort.js';
import { executorsOf } from '../../src/analysis/promises/executors.js';
import { lostContinuationOf } from '../../src/analysis/promises/lost-continuations.js';
import { lostRejectionOf } from '../../src/analysis/promises/lost-rejections.js';
import { promisesLeftAlone, standsInTry, type LeftAlone } from '../../src/analysis/promises/left-alone.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeOf, wayToFailure, wayToFunction } from '../../src/analysis/site.js';
import { hearRejection } from '../../src/fix/hear-rejection.js';
import type { Evidence, Reach } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-floating-promise';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'A promise is awaited, returned or has its rejection handled.',
    why: 'When a promise rejects and nobody handles it, Node ends the process (since version 15), and with it every request that the process is serving. It happens on the day when the database, the mail server or the other service fails: one request that saves something on the side takes all others down. Where a listener for unhandledRejection keeps the process alive, one of the project or one that Next.js or Sentry adds, the work is lost instead, and only that listener hears of it: then it is a warning.',
    how: 'Looks at each promise that nobody takes: a statement, also behind void or a condition, a name that nobody reads, and a promise that stands as a condition, where it is always true, or is spread into an object, to which it adds nothing. What gives a promise is known from async functions across files, functions that hand one on, the catalog of libraries, annotations, chains of then, and types where there are any. It fails when the promise may reject, and names what in it does: `try` around it does not hear it, `finally` makes one more that rejects, and `void` changes nothing. It passes when `catch` hears it and does not throw itself, and when nothing in the function can fail, because all of it stands in a try whose catch is safe. Queries that are sent only when somebody awaits them never run; that is said. At the start of a module it is an info, since ending with a trace is what most want there; in scripts as well. What is not known to be a promise is no site.',
    coverage: { practice: 'rejections that are heard', sites: 'promises that nobody awaits' },
    level: 'error',
    weakness: 248,
    // Any call may give a promise.
    gate: ['('],
    examples: [
      { title: 'When the insert fails, the process ends', reports: [7], code: "import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5_000, connectionTimeoutMillis: 5_000 });\nasync function audit(text: string) {\n  await pool.query('insert into audit values ($1)', [text]);\n}\nexport async function remove(id: string) {\n  audit(`removed ${id}`);\n}\n" },
      { title: 'void does not handle anything', reports: [4], code: "import { setTimeout } from 'node:timers/promises';\nasync function flush(buffer: string[]) { await setTimeout(100); if (buffer.length > 9) throw new Error('full'); }\nexport function log(buffer: string[]) {\n  void flush(buffer).finally(() => { buffer.length = 0; });\n}\n" },
      { title: 'A promise is always true', reports: [3], code: 'async function isAllowed(user: string) { const list = JSON.parse(user); return list.length > 0; }\nexport function open(user: string) {\n  if (isAllowed(user)) return 1;\n  return 0;\n}\n' },
      { title: 'The rejection is logged', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5_000, connectionTimeoutMillis: 5_000 });\nexport function remove(id: string) {\n  pool.query('insert into audit values ($1)', [id]).catch((error) => { console.error('audit', error); });\n}\n" },
      { title: 'The function catches all that can fail in it', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5_000, connectionTimeoutMillis: 5_000 });\nasync function audit(text: string) {\n  try {\n    await pool.query('insert into audit values ($1)', [text]);\n  } catch (error) {\n    console.error('audit', error);\n  }\n}\nexport function remove(id: string) {\n  void audit(id);\n}\n" },
    ],
    blindSpots: [
      'What is awaited and not known, a call of a package that the catalog does not have, is taken for one that may reject. One of a package of the same repository that is not scanned is unknown.',
      'A listener for unhandledRejection counts for all processes that the repository starts, and Sentry for those in which a condition keeps it from starting.',
      'Which branch a constant argument leads to is not worked out: a failure behind such a test is unknown.',
      'Whether a function that is handed in, or one of a package that the catalog does not have, gives a promise is not known without types.',
      'In ESLint a promise of a function of another file is unknown, since that file may show that it cannot reject: the scan sees both.',
      'A promise that is kept in a field or a list is taken for one that somebody looks at.',
      'An error that a property of undefined throws is not foreseen: an async function with nothing else in it counts as one that cannot reject.',
    ],
    fix: { offers: "Awaits what is dropped in an async function where its name says that it is soon done, and what stands as a condition; hands the rejection of what gets the response to `next`, in a handler that is not async, and that of what runs for a `new Promise` to its `reject`; elsewhere logs it with the project's logger, and the work goes on in the background. Not for what is thrown on purpose: `Promise.resolve().then(() => { throw error; })`." },
  },
  *file({ file, project }) {
    for (const left of promisesLeftAlone(project, file)) yield judge(project, file, left);
  },
});

function judge(project: Project, file: string, left: LeftAlone): Evidence {
  const { outlook, range, fn, how } = left;
  const base = { rule: id, span: { file, start: range[0], end: range[1] }, ...wayToFunction(project, { file, fn }), confidence: 'high', fixes: [], data: { how } } as const;
  const work = left.call === undefined ? '' : nameOfWork(project, file, left.call);
  const name = work === '' ? 'This promise' : `The promise of ${work}`;
  if (how === 'condition') return { ...base, outcome: outlook.is === 'unknown' ? 'unknown' : 'fail', message: `${name} stands as a condition and is always true, whatever it comes to: the other way is never taken`, help: 'Await it.', level: base.reach === 'script' ? 'info' : 'error', fixes: hearRejection(project, file, left) };
  if (how === 'spread') return { ...base, outcome: outlook.is === 'unknown' ? 'unknown' : 'fail', message: `${name} is spread into an object, and a promise has no properties: nothing of its result is in there`, help: 'Await it.', level: base.reach === 'script' ? 'info' : 'error', fixes: hearRejection(project, file, left) };
  switch (outlook.is) {
    case 'lazy': return { ...base, outcome: 'fail', message: `${outlook.name} is never sent: it starts when somebody awaits it, and nobody does`, help: 'Await it, or drop it.', level: base.reach === 'script' ? 'info' : 'error', fixes: hearRejection(project, file, left).slice(0, 1) };
    case 'rejects': return outlook.by.sure ? { ...base, outcome: 'fail', trace: [...base.trace, ...wayToFailure(project, outlook.by)], ...told(project, file, left, outlook.by, name), ...gravityOf(project, file, base.reach, fn), fixes: hearRejection(project, file, left), ...(settlesNothingElse(project, file, left) && { reportedBy: 'no-unsettled-promise' }) } : { ...base, outcome: 'unknown', message: `${name}: whether ${outlook.by.name || 'it'} can fail is not seen` };
    case 'settles': return { ...base, outcome: 'pass', message: `${name} cannot reject: all that can fail is caught` };
    default: return { ...base, outcome: 'unknown', message: `Whether this is a promise is not seen: ${outlook.is === 'unknown' ? outlook.why : 'it is none'}` };
  }
}

/** `new Promise((resolve) => { load().then(resolve); })`: that the new promise stays pending is told there. */
function settlesNothingElse(project: Project, file: string, { call }: LeftAlone): boolean {
  const work = call === undefined ? undefined : project.evaluator.call({ file, call })?.range;
  return work !== undefined && executorsOf(project, file).some((executor) => {
    const lost = lostContinuationOf(project, executor)?.work ?? lostRejectionOf(project, executor)?.wait;
    const range = lost?.file === file ? project.evaluator.call(lost)?.range : undefined;
    return range !== undefined && range[0] >= work[0] && range[1] <= work[1];
  });
}

/** A process that ends with a trace while it starts does what one wants of it, and nobody waits for a script but the one who started it. */
function gravityOf(project: Project, file: string, reach: Reach, fn: number): Pick<Evidence, 'level' | 'covered'> {
  const { is } = lastResortOf(project, file);
  const isWanted = fn === -1 && is === 'ends';
  if (reach === 'script' || (fn === -1 && reach === 'startup')) return { level: 'info', ...(isWanted && { covered: true }) };
  return { level: is === 'ends' ? 'error' : 'warning' };
}

function told(project: Project, file: string, { how, call }: LeftAlone, by: Failure, name: string): Pick<Evidence, 'message' | 'help'> {
  const fact = call === undefined ? undefined : project.evaluator.call({ file, call });
  const when = by.is === 'throw' ? `when it throws${placeIn(project, file, by)}` : `when ${by.name || 'it'} fails${placeIn(project, file, by)}`;
  const last = lastResortOf(project, file);
  const end = last.is === 'ends' ? 'the rejection ends the process' : `the work is lost, and only ${last.by} hears of it`;
  const but = standsInTry(fact) ? ', and the try around it does not hear that' : how === 'void' ? ', and void does not handle that' : isFinally(fact) ? ', and finally makes one more promise that rejects' : '';
  return { message: `${name} is left alone: ${when}, ${end}${but}`, help: 'Await it, or add .catch() with a log.' };
}

/** Where it fails, if that is another function. */
function placeIn(project: Project, file: string, { through, file: at, range }: Failure): string {
  return through.length === 0 && at === file ? '' : ` (${placeOf(project, { file: at, start: range[0], end: range[1] })})`;
}

function isFinally(fact: ReturnType<Project['evaluator']['call']>): boolean {
  return fact?.callee.is === 'member' && fact.callee.name === 'finally';
}

/** The work that a chain of `then`, `catch` and `finally` begins with. */
function nameOfWork(project: Project, file: string, call: number): string {
  const callee = project.evaluator.call({ file, call })?.callee;
  if (callee?.is === 'member' && callee.of.is === 'call' && /^(?:then|catch|finally)$/.test(callee.name)) return nameOfWork(project, file, callee.of.call);
  return nameOfCall(project, { file, call });
}
