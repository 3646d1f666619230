import type { End } from '../../src/analysis/paths/path.js';
import { choicesOf, spanOfEnd, whenText } from '../../src/analysis/paths/when.js';
import type { Project } from '../../src/analysis/project.js';
import { deadTimersOf } from '../../src/analysis/promises/dead-timers.js';
import { executorsOf, type Executor } from '../../src/analysis/promises/executors.js';
import { lostContinuationOf, type LostContinuation } from '../../src/analysis/promises/lost-continuations.js';
import { lostRejectionOf, type LostRejection } from '../../src/analysis/promises/lost-rejections.js';
import { settlesNothing } from '../../src/analysis/promises/never.js';
import { openPathsOf } from '../../src/analysis/promises/open-paths.js';
import type { Occasion } from '../../src/analysis/promises/registrations.js';
import { emitterName, unheardErrorsOf, type UnheardError } from '../../src/analysis/promises/unheard-errors.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { catchInFunction } from '../../src/fix/catch-callback.js';
import { rejectOnError, rejectWithWork } from '../../src/fix/reject-on-error.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unsettled-promise';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'A promise that is made by hand is settled on every path, also when something fails.',
    why: 'A promise that is never settled fails without a trace: the request, the job or the shutdown that awaits it stands still, with the connections, locks and memory it holds, and no error is logged. It happens on the day when a stream breaks, a client times out or a query fails inside of the executor.',
    how: 'Looks at each `new Promise` and `Promise.withResolvers` and at every way to its resolve and reject: calls, callbacks, listeners, timers and promises, helper functions and names that stand for them. It fails when the executor, an async function inside, or what a `then` waits for that alone settles the promise, can reject where nobody hears it; when an event such as "finish", "close" or "message" resolves and nothing listens for the "error" of the emitter; when a response is awaited that may break off, or a stream is piped in whose errors go nowhere; when a timer closes what the promise waits for and settles nothing; when a callback passes over its error; and when nothing settles at all. It passes when each of these is settled. An emitter that is handed in, or resolve and reject that leave the function, are unknown. An empty executor is no site: who writes one wants a promise that never settles.',
    coverage: { practice: 'promises that settle', sites: 'promises made by hand' },
    level: 'error',
    gate: ['new Promise', 'withResolvers'],
    examples: [
      { title: 'The rejection of an async executor is lost', reports: [2], code: 'export function rates(load: () => Promise<string>) {\n  return new Promise(async (resolve) => {\n    const text = await load();\n    resolve(JSON.parse(text));\n  });\n}\n' },
      { title: 'A disk that is full ends the process, or hangs the caller', reports: [5], code: "import { createWriteStream } from 'node:fs';\nexport function save(path: string, text: string) {\n  return new Promise<void>((resolve) => {\n    const file = createWriteStream(path);\n    file.on('finish', resolve);\n    file.end(text);\n  });\n}\n" },
      { title: 'The timer closes the socket and settles nothing', reports: [7], code: "import { connect } from 'node:net';\nexport function banner(host: string) {\n  return new Promise((resolve, reject) => {\n    const socket = connect(25, host);\n    socket.once('data', resolve);\n    socket.once('error', reject);\n    setTimeout(() => socket.destroy(), 5_000);\n  });\n}\n" },
      { title: 'The async work stands in front of the executor', reports: [], code: 'export async function rates(load: () => Promise<string>) {\n  const text = await load();\n  return JSON.parse(text);\n}\n' },
      { title: 'An error rejects', reports: [], code: "import { createWriteStream } from 'node:fs';\nexport function save(path: string, text: string) {\n  return new Promise<void>((resolve, reject) => {\n    const file = createWriteStream(path);\n    file.on('finish', resolve).on('error', reject);\n    file.end(text);\n  });\n}\n" },
    ],
    blindSpots: [
      'A branch that returns early without settling is not seen: which statements follow a `return` is not recorded.',
      'Of what an async executor waits for, calls are seen: `await work` of a variable and `for await` are not.',
      'Whether an emitter that is handed in has an error listener elsewhere is unknown.',
    ],
    fix: { offers: 'Rejects on the error of what the promise waits for, or of the source that is piped into it; hands what fails in an async function or a chain to `reject`. Not where a path settles nothing: what it should settle with is not known.' },
  },
  *file({ file, project }) {
    for (const executor of executorsOf(project, file)) yield* judge(project, executor);
  },
});

function* judge(project: Project, executor: Executor): Iterable<Evidence> {
  const nothing = settlesNothing(project, executor);
  if (nothing === 'meant') return;
  const unheard = unheardErrorsOf(project, executor);
  const lost = lostRejectionOf(project, executor);
  const continuation = lost ? undefined : lostContinuationOf(project, executor);
  const fails: readonly Evidence[] = [
    ...(nothing ? [fail(project, executor, undefined, nothing === 'unused' ? 'This executor neither resolves nor rejects: who awaits the promise waits for ever' : 'This executor takes neither resolve nor reject: the promise stays pending, whatever the executor does', 'Resolve when the work is done and reject when it fails; drop the promise if nobody is to wait.', nothing === 'unused' ? undefined : 'info')] : []),
    ...(lost ? [lostRejection(project, executor, lost)] : []),
    ...(continuation ? [lostContinuation(project, executor, continuation)] : []),
    ...unheard.flatMap((u) => (u.is === 'open' ? [] : [unheardError(project, executor, u)])),
    ...deadTimersOf(project, executor).map(({ timer, end }) => ({ ...fail(project, executor, undefined, `This timer only calls ${nameOfCall(project, end)}, after which nothing settles the promise: who awaits it waits for ever`, 'Reject in the timer as well.'), span: spanOf(project, timer) })),
  ];
  const paths = fails.length === 0 ? openPathsOf(project, executor) : undefined;
  const open = paths?.ends.filter((end) => end.sure) ?? [];
  yield* fails;
  yield* open.map((end) => openPath(project, executor, end));
  if (fails.length > 0 || open.length > 0) return;
  const emitter = unheard[0];
  const base = site(project, executor);
  if (emitter) yield { ...base, outcome: 'unknown', message: `whether something listens for the errors of ${nameOfEmitter(project, emitter)} is not seen` };
  else if (executor.leaves) yield { ...base, outcome: 'unknown', message: 'resolve or reject leaves the function: others settle this promise' };
  else if (paths && paths.ends.length > 0) yield { ...base, outcome: 'unknown', message: 'whether the promise settles on every path is not seen' };
  else yield { ...base, outcome: 'pass', message: `Settled in ${String(executor.settlings.length)} ${executor.settlings.length === 1 ? 'way' : 'ways'}, and no failure leaves it pending` };
}

function site(project: Project, { ref }: Executor): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: {} };
}

function openPath(project: Project, executor: Executor, end: End): Evidence {
  const { fn } = executor;
  const what = end.fn.fn === fn?.fn && end.fn.file === fn.file ? 'This executor' : 'This function, to which the promise is left,';
  const when = whenText(project, end);
  const evidence = fail(project, executor, undefined, `${what} ${end.range ? 'returns' : 'ends'} without settling the promise${when && ` ${when}`}: who awaits it waits for ever`, 'Resolve or reject there as well.');
  return { ...evidence, span: spanOfEnd(project, end), trace: [...evidence.trace, ...choicesOf(project, end)] };
}

/** A finding where the promise waits, or at the promise itself where that stands in another file. Nobody waits for a script but the one who started it. */
function fail(project: Project, executor: Executor, at: Occasion | undefined, message: string, help: string, level?: Evidence['level']): Evidence {
  const base = site(project, executor);
  const span = at?.file === executor.ref.file ? { file: at.file, start: at.range[0], end: at.range[1] } : base.span;
  return { ...base, span, outcome: 'fail', message, help, level: base.reach === 'script' ? 'info' : (level ?? 'error') };
}

function lostRejection(project: Project, executor: Executor, { wait, is, isExecutor, file, fn }: LostRejection): Evidence {
  const name = nameOfCall(project, wait);
  const what = isExecutor ? 'This executor is async' : 'Nobody hears this async function reject';
  const message = is === 'open' ? `${what}: when ${name || 'its await'} rejects, the promise never settles` : `When ${name || 'the await'} rejects, the catch around it settles nothing: who awaits the promise waits for ever`;
  // Where another path settles nothing either, that is told when this one is mended.
  const isOnly = openPathsOf(project, executor)?.ends.some((end) => end.sure) !== true;
  const fixes = is === 'open' && isOnly ? catchInFunction(project, { file, fn }, isExecutor ? 'executor' : 'listener') : [];
  const evidence = { ...fail(project, executor, undefined, message, isExecutor && is === 'open' ? 'Await in front of the executor, or catch everything in it and reject.' : 'Reject in the catch.'), fixes };
  return isExecutor && is === 'open' ? evidence : { ...evidence, span: spanOf(project, wait) };
}

function lostContinuation(project: Project, executor: Executor, lost: LostContinuation): Evidence {
  const { work, is } = lost;
  const name = nameOfCall(project, work);
  const message = is === 'open' ? `When ${name} rejects, nobody hears it: that ends the process, or the promise never settles` : `When ${name} rejects, the catch after it settles nothing: who awaits the promise waits for ever`;
  return { ...fail(project, executor, undefined, message, is === 'open' ? 'Hand reject to then as well, or give the promise itself instead of a new one.' : 'Reject in the catch.'), fixes: rejectWithWork(project, executor, lost) };
}

function unheardError(project: Project, executor: Executor, unheard: UnheardError): Evidence {
  const name = nameOfEmitter(project, unheard);
  const text = {
    silent: [`"${unheard.event}" of ${name} settles this promise, and nothing listens for its "error": that ends the process, or the promise never settles`, `Reject on the "error" of ${name}, or use stream.pipeline or events.once.`],
    logged: [`An "error" of ${name} is only logged: "${unheard.event}" never comes then, and the promise never settles`, `Reject in the "error" listener of ${name}.`],
    cut: [`"end" of ${name} settles this promise: when the server breaks off in the middle it never comes, and nothing listens for "error", "aborted" or "close"`, `Reject on the "error" of ${name}: that of the request does not come any more.`],
    piped: [`${name} is piped into what "${unheard.event}" is awaited of, and nothing listens for its "error": pipe() does not pass it on, so that it ends the process, or the promise never settles`, 'Use stream.pipeline, which passes errors on, or reject on the "error" of each stream.'],
  }[unheard.is === 'open' ? 'silent' : unheard.is];
  return { ...fail(project, executor, unheard.occasion, text[0] ?? '', text[1] ?? ''), data: { event: unheard.event, emitter: name }, fixes: unheard.is === 'logged' || unheard.is === 'open' ? [] : rejectOnError(project, executor, unheard) };
}

function nameOfEmitter(project: Project, { occasion, emitter }: UnheardError): string {
  const facts = project.evaluator.facts(occasion.file);
  return facts ? emitterName(facts, emitter) : '';
}
