import { lateEvidence, workLeftEvidence } from '../../src/analysis/obligations/after-release-report.js';
import { guardEvidence } from '../../src/analysis/obligations/guard-report.js';
import { lostTogetherEvidence } from '../../src/analysis/obligations/lost-together.js';
import { ownFieldEvidence } from '../../src/analysis/obligations/own-fields.js';
import { isGotOnce, isTransaction, levelOf } from '../../src/analysis/obligations/level.js';
import { obligationsIn, type Obligation } from '../../src/analysis/obligations/obligations.js';
import { placesOfRelease } from '../../src/analysis/obligations/release.js';
import { choicesOf, whenText } from '../../src/analysis/paths/when.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo, wayToFailure } from '../../src/analysis/site.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { releaseInFinally } from '../../src/fix/release-in-finally.js';
import { defineRule } from '../../src/model/rule.js';
import { positionAt } from '../../src/model/span.js';

const id = 'require-release';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'resources',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'What is taken from a pool, locked or opened is given back on every path.',
    why: 'A client that is not released, a transaction that is neither committed nor rolled back, a lock that stays taken: each is lost for good, one with every error. The service works in every test, and for days. Then the database is slow for a minute, ten queries fail, ten clients are gone, and from that moment on each request waits for a client that never comes. A restart helps, until the next slow minute.',
    how: 'Looks at each call that gets something which has to be given back: clients of pools, connections that are made per call, transactions and sessions by hand, also by BEGIN on a connection of a pool, locks and tokens, file handles, temporary files and directories, pools of threads, browsers and pages, and what the code itself gives back on other paths. It follows every path from there to the end of the function: early returns, errors of what is awaited or thrown in between, catches, loops, callbacks, and functions across files to which it is handed: one that gives it back only when all goes well does not count. It passes when each path gives it back, by finally, by using, in a callback form of the library, or when it is returned: then the callers are looked at. It fails when a path for certain does not, where a client is given back twice or used after that, and where work with what is held still runs when that is given back: a promise that is returned from a try whose finally gives it back. Where it is stored, or handed to code that is not seen, it is unknown. It follows in the same way what a function takes back itself when its work is done: a timer that watches over an await, and a flag, an entry or a counter that says that work is going on, and that other work is refused by. Of those it fails where they are taken back on success and stay on an error. So it is with files: one that a function writes under a path of its own, or that an upload has left for it, and that the function removes itself, has to be removed on its errors too. A client that may last as long as the process fails where it is made anew for each request or job and not ended. Where an object keeps it in a field, it fails where such objects are made for each request or job and nothing ends it, or where the method that stops the object leaves it open. Last, it tells of the timer in Promise.race that nothing clears when the work has won.',
    coverage: { practice: 'resources that are given back', sites: 'calls that acquire a resource, guard timers and in-progress marks' },
    level: 'error',
    weakness: 772,
    // What the code itself gives back, and what it marks, stands beside an await.
    gate: ['catalog', 'await', 'setTimeout', 'session', 'createSession', 'openSession', 'createConnection', 'duplicate'],
    examples: [
      { title: 'Released only when all goes well', reports: [4], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function orders() {\n  const client = await pool.connect();\n  const { rows } = await client.query('SELECT * FROM orders');\n  client.release();\n  return rows;\n}\n", dependencies: { pg: '8.16.3' } },
      { title: 'A return before the release', reports: [4], code: "import { Mutex } from 'async-mutex';\nconst mutex = new Mutex();\nexport async function once(done: Set<string>, key: string) {\n  const release = await mutex.acquire();\n  if (done.has(key)) return;\n  done.add(key);\n  release();\n}\n", dependencies: { 'async-mutex': '0.5.0' } },
      { title: 'After one failure nothing is ever synchronised again', reports: [4], code: "let syncing = false;\nexport async function sync() {\n  if (syncing) return;\n  syncing = true;\n  await fetch('https://inventory/sync', { method: 'POST' });\n  syncing = false;\n}\n" },
      { title: 'Released in finally', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function orders() {\n  const client = await pool.connect();\n  try {\n    const { rows } = await client.query('SELECT * FROM orders');\n    return rows;\n  } finally {\n    client.release();\n  }\n}\n", dependencies: { pg: '8.16.3' } },
      { title: 'A mark that is taken back by whatever way', reports: [], code: "let syncing = false;\nexport async function sync() {\n  if (syncing) return;\n  syncing = true;\n  try {\n    await fetch('https://inventory/sync', { method: 'POST' });\n  } finally {\n    syncing = false;\n  }\n}\n" },
    ],
    blindSpots: [
      'What is kept in a variable outside of the function or in a list is unknown: whether it is given back later is not followed. In a field only clients and connections are looked at, where the field is private, is handed to nobody, and nothing of the project ends what stands in a field of that name.',
      'Whether a client opens anything is seen where its settings stand in the call. A Queue that is given a connection made elsewhere is taken to use that one, and is not looked at.',
      'Files are looked at in async functions that remove them, under paths with something random or the time in them, or in the folder for temporary files. Of uploads it is req.file.path only, and not where a middleware for errors, or a listener for the end of the response, removes it.',
      'Of the timers in Promise.race those are told that fire after ten seconds or later, or after a time that is not seen, and whose handle nobody keeps.',
      'Of generators and of event emitters that hold one, nothing is said; of Promise.all only where it gets several at once, in its own list.',
      'That something is given back twice, or used after that, is looked at for clients of pools of pg and mysql2 only.',
      'BEGIN is looked at where the function that sends it has got the connection from a pool itself. Cursors, which end with their last document or after some minutes, are not looked at.',
      'Guard timers are looked at where a name of the function holds them, and in-progress marks where the function that sets them takes them back: in callbacks and chains of then they are not.',
    ],
    fix: { offers: 'Puts what stands between getting and giving back in a try, and what gives it back in its finally, where a statement of the same block gives it back, and nothing else does. Not for transactions, for what nothing gives back, and for timers and marks.' },
  },
  *file({ file, project }) {
    for (const obligation of obligationsIn(project, file)) {
      yield workLeftEvidence(project, obligation, id) ?? judge(project, obligation);
      yield* lateEvidence(project, obligation, id);
    }
    yield* lostTogetherEvidence(project, file, id);
    yield* ownFieldEvidence(project, file, id);
    yield* guardEvidence(project, file, id);
  },
});

function judge(project: Project, obligation: Obligation): Evidence {
  const { ref, model, release, from, guess, given: upload } = obligation;
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, ref) || model.noun;
  const got: readonly TraceStep[] = from ? [{ span: spanOf(project, from), message: 'it is got here, and returned' }] : [];
  const base = { rule: id, span: spanOf(project, ref), reach, trace: [...trace, ...got], confidence: guess ? ('medium' as const) : ('high' as const), fixes: [], data: { noun: model.noun, call: name } };
  switch (release.is) {
    case 'managed': return { ...base, outcome: 'pass', message: `the library gives the ${model.noun} back when the function ends` };
    case 'always': return { ...base, outcome: 'pass', message: `every path gives the ${model.noun} back` };
    case 'moved': return { ...base, outcome: 'pass', message: `the ${model.noun} is returned: its callers give it back` };
    case 'unknown': return { ...base, outcome: 'unknown', message: `whether the ${model.noun} is given back on every path is not seen` };
    case 'open': case 'never': break;
  }
  const { end, failure } = release;
  const where = failure ? wayToFailure(project, failure, 0) : end.range ? [{ span: { file: end.fn.file, start: end.range[0], end: end.range[0] + 6 }, message: 'it returns here' }] : [];
  const fails = { ...base, outcome: 'fail' as const, help: help(obligation), fixes: releaseInFinally(project, obligation), trace: [...base.trace, ...choicesOf(project, end), ...where, ...elsewhere(project, obligation)], level: levelOf(project, obligation, reach), ...(isGotOnce(project, obligation) && { covered: true as const }) };
  const given = isTransaction(model) ? 'neither committed nor rolled back' : model.isPath ? 'not removed' : 'not given back';
  if (upload !== undefined) return { ...fails, message: `The ${model.noun} ${upload} is removed here, and ${given} ${ending(project, obligation)}. ${model.without}` };
  return release.is === 'never'
    ? { ...fails, message: `Nothing gives the ${model.noun} back that ${name} gets here${from ? `, in ${placeText(project, from)}` : ''}. ${model.without}` }
    : { ...fails, message: `The ${model.noun} that ${name} ${model.isPath ? 'makes' : 'gets'} is ${given} ${ending(project, obligation)}. ${model.without}` };
}

/** Where it is given back on other paths. */
function elsewhere(project: Project, { held, release }: Obligation): readonly TraceStep[] {
  return held && release.is === 'open' ? placesOfRelease(project, held).slice(0, 3).map((place) => ({ span: spanOf(project, place), message: 'other paths give it back here' })) : [];
}

/** How the path leaves: `when client.query fails (line 5)`. */
function ending(project: Project, { release }: Obligation): string {
  if (release.is !== 'open' && release.is !== 'never') return '';
  const { end, failure } = release;
  const lineOf = (file: string, at: number): string => String(positionAt(project.evaluator.facts(file)?.lines ?? [0], at).line);
  if (failure) return failure.is === 'throw' && failure.through.length === 0 ? `when the error of line ${lineOf(failure.file, failure.range[0])} is thrown` : `when ${nameOfFailing(project, release) || 'what follows'} fails`;
  const when = whenText(project, end);
  return end.range ? `where it returns in line ${lineOf(end.fn.file, end.range[0])}${when && `, ${when}`}` : when || 'at the end of the function';
}

function nameOfFailing(project: Project, { failure }: Extract<Obligation['release'], { end: unknown }>): string {
  const first = failure?.through[0];
  return first ? nameOfCall(project, first) : (failure?.name ?? '');
}

function help({ model }: Obligation): string {
  const [method = ''] = model.release;
  if (isTransaction(model)) return 'Commit as the last step of a try and roll back in its catch, or give the library a function: it does both by itself.';
  if (model.taker) return `Put what follows in a try, and remove it in its finally: await rm(directory, { recursive: true, force: true }).`;
  const how = method === '()' ? 'call the release function' : method === '' ? `call ${model.owner?.[0] ?? 'release'}() of its owner` : `call ${method}()`;
  return `Put everything that follows in a try, and ${how} in its finally.`;
}
