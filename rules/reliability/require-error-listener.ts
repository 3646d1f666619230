import { judgedEmitters, type JudgedEmitter } from '../../src/analysis/emitters/judged.js';
import { ownEmissions, type OwnEmission } from '../../src/analysis/emitters/own-emissions.js';
import { unguardedPipes, type UnguardedPipe } from '../../src/analysis/emitters/unguarded-pipes.js';
import { lastResortOf } from '../../src/analysis/failures/last-resort.js';
import type { CallRef } from '../../src/analysis/abstract.js';
import { withArticle } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeOf, spanOf, wayTo } from '../../src/analysis/site.js';
import { addListener } from '../../src/fix/add-listener.js';
import { asPipeline } from '../../src/fix/pipe-line.js';
import type { Evidence, Level, Reach, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-error-listener';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'Somebody listens for the errors of pools, clients, sockets, child processes and streams.',
    why: 'Node throws an "error" event that nobody listens for, and what is thrown from an event ends the process, with all requests that are under way: because a database closed an idle connection, a file is missing, a program is not installed, or a client sent a broken frame. No try and no catch around the call that made the emitter hears it.',
    how: 'Looks at each emitter that the catalog knows to fail: pools and clients of databases, caches and brokers, sockets, requests, child processes and workers, streams of files, archives and parsers, and what a library hands to a listener, such as the socket of "upgrade" or of a WebSocket; and at each `emit(\'error\')` of the project\'s own emitters. It follows the emitter through names, chains, fields, exports, literals, helper functions and the callers to whom it is returned. It passes when a listener, `pipeline`, `finished`, `events.once`, `for await`, or a function of the catalog that listens is found; it fails when all that is done with it is seen and none of them is. Where a library only prints the error, or it is lost, that is an info; so is an emitter that is handed to code that is not seen while nobody in sight listens, and a stream that is piped into a response which it cannot end. A listener of the destination hears nothing of the source: `pipe` does not pass errors on. Servers that fail to listen end the process when it starts, which is what one wants: they are left out.',
    coverage: { practice: 'errors of emitters', sites: 'emitters' },
    level: 'error',
    weakness: 248,
    // Any call may concern it.
    gate: ['('],
    examples: [
      { title: 'A database that closes an idle connection ends the process', reports: [2], code: "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 10, query_timeout: 5_000, connectionTimeoutMillis: 2_000 });\nexport const users = () => pool.query('SELECT * FROM users');\n", file: 'example.ts' },
      { title: 'A file that is missing ends the process', reports: [3], code: "import { createReadStream } from 'node:fs';\nexport function send(path: string, res: NodeJS.WritableStream) {\n  createReadStream(path).pipe(res).on('error', () => res.end());\n}\n" },
      { title: 'A broken frame of any client ends the process', reports: [3], code: "import { WebSocketServer } from 'ws';\nconst server = new WebSocketServer({ noServer: true });\nserver.on('connection', (socket) => {\n  socket.on('message', (text) => socket.send(text));\n});\n" },
      { title: 'The errors are logged', reports: [], code: "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 10, query_timeout: 5_000, connectionTimeoutMillis: 2_000 });\npool.on('error', (error) => console.error(error));\n" },
      { title: 'pipeline hears all of its streams', reports: [], code: "import { createReadStream } from 'node:fs';\nimport { pipeline } from 'node:stream/promises';\nexport async function send(path: string, res: NodeJS.WritableStream, signal: AbortSignal) {\n  await pipeline(createReadStream(path), res, { signal });\n}\n" },
    ],
    blindSpots: [
      'An emitter that a library makes by itself, such as the client of a NestJS module, is not seen.',
      'A listener that is added with `once`, or that is removed later, counts like one that stays.',
      'A class that extends an emitter of a library is not followed; one that extends EventEmitter is.',
      'Which listener of several that a class adds runs in time is not asked, except behind an await in the function that is handed the emitter.',
    ],
    fix: { offers: "Adds a listener that logs, with the project's logger, where the emitter is made; makes a pipeline of a stream that is piped. Not for emitters that are handed on." },
  },
  *file({ file, project }) {
    for (const judged of judgedEmitters(project, file)) yield* ofEmitter(project, judged);
    for (const own of ownEmissions(project, file)) yield ofEmission(project, own);
    for (const pipe of unguardedPipes(project, file)) yield ofPipe(project, pipe);
  },
});

function base(project: Project, ref: CallRef): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: {} };
}

function* ofEmitter(project: Project, judged: JudgedEmitter): Iterable<Evidence> {
  const { site: { ref, model, entry, span, name }, fate, late, listenedAt, inPromise } = judged;
  const own = base(project, ref);
  const others = fate.is !== 'heard' && listenedAt ? [{ span: spanOf(project, listenedAt), message: 'other events are listened for here' }] : [];
  const whole = { ...own, trace: [...own.trace, ...others], span, data: { library: entry.id, call: nameOfCall(project, ref), without: model.without } };
  if (fate.is === 'heard' && late) yield { ...whole, outcome: 'fail', level: whole.reach === 'script' ? 'info' : 'warning', message: `Nobody hears the "error" of ${name} before this function has waited: when ${model.when} meanwhile, ${consequence(project, judged)}`, help: `Listen for the "error" of ${name} before the first await.` };
  else if (fate.is === 'heard') yield { ...whole, outcome: 'pass', message: `The errors of ${name} are heard at ${placeOf(project, fate.at)}` };
  else if (fate.is === 'unheard') {
    const level = model.without === 'crash' && model.rare === undefined ? levelOfCrash(project, ref.file, whole.reach) : 'info';
    yield { ...whole, ...failure(project, judged), level, trace: [...whole.trace, ...callersOf(project, fate.callers)], fixes: addListener(project, judged), ...(inPromise && { reportedBy: 'no-unsettled-promise' }) };
  } else if (isOwners(project, judged)) yield { ...whole, ...failure(project, judged), level: 'info', confidence: 'low', message: `${messageOf(project, judged)}; ${fate.why}` };
  else yield { ...whole, outcome: 'unknown', message: `${name}: ${fate.why}` };
}

/** Whether who makes an emitter should listen, though it is handed on: not for streams, which are made for others to read. */
function isOwners({ partial }: Project, { site: { model, handedTo }, fate, late }: JudgedEmitter): boolean {
  if (fate.is !== 'unseen' || !fate.owner || partial || model.stream || model.rare) return false;
  // A library that is given a client which only prints its errors may well listen.
  return (model.without === 'crash' || fate.handed.length === 0) && (handedTo === undefined || late);
}

/** What is thrown ends the process, unless something listens for that and lets it live. */
function levelOfCrash(project: Project, file: string, reach: Reach): Level {
  if (reach === 'script') return 'info';
  return lastResortOf(project, file, 'uncaughtException').is === 'ends' ? 'error' : 'warning';
}

function failure(project: Project, judged: JudgedEmitter): Pick<Evidence, 'outcome' | 'message' | 'help'> {
  return { outcome: 'fail', message: messageOf(project, judged), help: helpOf(judged) };
}

function messageOf(project: Project, judged: JudgedEmitter): string {
  const { site: { model, name, handedTo } } = judged;
  const what = handedTo ? `Nobody listens for the "error" of ${name}, ${withArticle(model.noun)}` : `Nobody listens for the "error" of the ${model.noun} that ${name} gives`;
  return `${what}: when ${model.when}, ${consequence(project, judged)}`;
}

function consequence(project: Project, { site: { ref, model, entry } }: JudgedEmitter): string {
  const last = lastResortOf(project, ref.file, 'uncaughtException');
  switch (model.without) {
    case 'crash': return last.is === 'survives' ? `that is thrown, and only ${last.by} sees it` : 'that ends the process';
    case 'logged': return `${entry.name} prints it, past your log`;
    case 'silent': return 'nobody learns of it';
    case 'hang': return 'what it is piped into never ends';
  }
}

function helpOf({ site: { model, name, handedTo }, pipedAt }: JudgedEmitter): string {
  if (model.stream && pipedAt) return 'Use pipeline of node:stream/promises, which hears each of its streams; pipe() passes no errors on.';
  return handedTo ? `Add ${name}.on("error", …) first thing in this function, and log the error.` : 'Add .on("error", …) where it is made, and log the error.';
}

function callersOf(project: Project, callers: readonly CallRef[]): readonly TraceStep[] {
  return callers.slice(0, 5).map((ref) => ({ span: spanOf(project, ref), message: 'gets it here, and does not listen either' }));
}

function ofEmission(project: Project, { ref, count, name, fate, makers }: OwnEmission): Evidence {
  const whole = { ...base(project, ref), data: { emitter: name, emits: count } };
  if (fate.is === 'heard') return { ...whole, outcome: 'pass', message: `The errors of ${name} are heard at ${placeOf(project, fate.at)}` };
  if (fate.is === 'unseen') return { ...whole, outcome: 'unknown', message: `${name}: ${fate.why}` };
  const made = makers.slice(0, 5).map((maker) => ({ span: spanOf(project, maker), message: 'made here, and nobody listens' }));
  const last = lastResortOf(project, ref.file, 'uncaughtException');
  const then = last.is === 'survives' ? `only ${last.by} sees it` : 'it ends the process';
  return {
    ...whole, outcome: 'fail', level: levelOfCrash(project, ref.file, whole.reach), trace: [...whole.trace, ...made],
    message: `Nobody listens for the "error" that ${name} emits here${count > 1 ? ` and at ${String(count - 1)} more ${count === 2 ? 'place' : 'places'}` : ''}: the emit throws, and ${then}`,
    help: 'Listen for "error" where it is made, or hand the error to who waits for the work.',
  };
}

function ofPipe(project: Project, { ref, source, target, is, maker }: UnguardedPipe): Evidence {
  const own = base(project, ref);
  const whole = { ...own, trace: [...own.trace, ...(maker ? [{ span: spanOf(project, maker), message: 'made here' }] : [])], data: { emitter: source, target } };
  const why = `${source} comes from code that is not seen`;
  if (is === 'unended' && project.partial) return { ...whole, outcome: 'unknown', message: why };
  const message = is === 'unended' ? `${source} is piped into ${target}, and nobody here hears its "error": when it fails, ${target} is never ended and the client waits` : `${source} is piped into ${target}: when the client goes away, pipe() does not stop it, and its connection stays open`;
  return { ...whole, outcome: 'fail', fixes: asPipeline(project, ref), level: 'info', confidence: is === 'left' ? 'high' : 'medium', message, help: 'Use pipeline of node:stream/promises: it ends both when one of them fails or closes.' };
}
