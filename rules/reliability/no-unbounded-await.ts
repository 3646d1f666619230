import type { CallRef } from '../../src/analysis/abstract.js';
import { judgementsIn } from '../../src/analysis/deadline/by-file.js';
import type { DeadlineJudgement } from '../../src/analysis/deadline/judge.js';
import { boundText, mayHaveOtherCallers, traceOf, traceOfClient, type OpenClient } from '../../src/analysis/deadline/report.js';
import { withArticle } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { consequence } from '../../src/analysis/waits/consequence.js';
import type { SeenEnding } from '../../src/analysis/waits/ending.js';
import { eventPromises, type EventPromise } from '../../src/analysis/waits/event-promises.js';
import { isHeldForBoundedWork } from '../../src/analysis/waits/held-work.js';
import { libraryWait, sortedWaits } from '../../src/analysis/waits/library-waits.js';
import { storedResolvers, type StoredResolver } from '../../src/analysis/waits/stored-resolvers.js';
import { typeModel } from '../../src/catalog/reading.js';
import { boundCall, boundClient, clientOptionText, optionText } from '../../src/fix/set-option.js';
import type { Evidence, Level, Reach } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-await';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'timeouts',
    mode: 'Deadlock',
    summary: 'Every wait for an event, a lock or a queue has an end.',
    why: 'An event that is not emitted, a lock whose holder hangs, a peer that never answers: whoever waits for them waits for ever. Nothing fails and nothing is logged; requests, their memory and their listeners pile up until the process is restarted, which looks like a cure and is none.',
    how: 'Looks at waits inside of the process: `once` and `on` of node:events, p-event, p-wait-for, locks, semaphores, pools and queues of libraries, promises made by hand that only an event or a callback settles, and waiters that a lock in the project keeps. It passes when a signal, an option, a timer, a race or the caller ends the wait, and where what is waited for comes by itself: a server of this process listens or fails at once, files end, signals are what a process waits for. A request or a child process is judged where it is made. What emits an event, or ends a stream, has to be seen: else the wait is unknown. A lock is reported once, where it is made or written; as info where it is always given back after work that is seen to end.',
    coverage: { practice: 'waits that end', sites: 'waits' },
    level: 'error',
    gate: ['new Promise', 'new globalThis.Promise', 'withResolvers', 'catalog'],
    examples: [
      { title: 'The client goes away, and "drain" never comes', reports: [5], code: "import { once } from 'node:events';\nimport http from 'node:http';\nhttp.createServer(async (req, res) => {\n  for (const row of rows()) {\n    if (!res.write(row)) await once(res, 'drain');\n  }\n  res.end();\n});\ndeclare function rows(): Iterable<string>;\n" },
      { title: 'A holder that hangs stops everybody after it', reports: [2], code: "import { Mutex } from 'async-mutex';\nconst lock = new Mutex();\nexport const exclusively = (work: () => Promise<void>) => lock.runExclusive(work);\n" },
      { title: 'A signal ends the wait', reports: [], code: "import { once } from 'node:events';\nimport http from 'node:http';\nhttp.createServer(async (req, res) => {\n  if (!res.write('hello')) await once(res, 'drain', { signal: AbortSignal.timeout(10_000) });\n  res.end();\n});\n" },
      { title: 'A server of this process listens, or fails at once', reports: [], code: "import { once } from 'node:events';\nimport http from 'node:http';\nconst server = http.createServer((req, res) => res.end());\nserver.listen(3000);\nawait once(server, 'listening');\n" },
    ],
    blindSpots: [
      'Streams whose origin is not seen, and third-party emitters whose events may be local work, are unknown.',
      'A place in a limiter (p-limit, p-queue `add`, Bottleneck `schedule`) comes when tasks end, so only the tasks are judged.',
      'How long a loop over a request body lasts is bounded by the server: require-server-timeouts looks at that.',
      'A resolve that is put into an object under a computed key (`pending[id] = resolve`) is not followed; one in a Map, a Set or an array is.',
      'redlock and proper-lockfile give up after some attempts by default; attempts without limit are not looked at.',
    ],
    fix: { offers: 'Sets the option that bounds the wait, to 10 s, where the call or the client takes one. Locks and queues of the project itself have to be taught to give up.' },
  },
  *file({ file, project }) {
    const { calls, clients } = sortedWaits(project);
    for (const judgement of judgementsIn(calls, file)) yield* ofLibrary(project, judgement);
    for (const client of clients) if (client.client.file === file) yield ofClient(project, client);
    for (const promise of eventPromises(project, file)) yield ofPromise(project, promise);
    for (const stored of storedResolvers(project, file)) {
      const evidence = ofStored(project, stored);
      if (evidence) yield evidence;
    }
  },
});

function* ofLibrary(project: Project, judgement: DeadlineJudgement): Iterable<Evidence> {
  const { at, outbound, verdict } = judgement;
  const { reach, trace } = traceOf(project, judgement);
  // A loop over events is what a worker is for; in a request it outlives the one who asked.
  if (outbound.model.does === 'loop over events' && reach !== 'request') return;
  const name = nameOfCall(project, at);
  const base = { rule: id, span: spanOf(project, at), reach, trace, confidence: 'high', fixes: [], data: { library: outbound.reading.entry.id, call: name } } as const;
  if (verdict.is === 'unknown') yield { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  else if (mayHaveOtherCallers(project, judgement)) yield { ...base, ...boundByCallers(name) };
  else if (verdict.is !== 'none') yield { ...base, outcome: 'pass', message: `${name} is bounded by ${boundText(project, judgement)}` };
  else {
    const { waitsFor, ending } = libraryWait(project, judgement);
    if (ending.is === 'elsewhere') return;
    const option = optionText(project, outbound, 'call') ?? optionText(project, outbound, 'client');
    const help = option ? `Pass ${option}.` : 'Pass a signal where it takes one, or race it against a timer, for example with p-timeout.';
    yield { ...base, ...judged(`${name} waits for ${waitsFor}`, ending, help, reach), fixes: ending.is === 'open' && !isInLoop(project, at) ? boundCall(project, outbound, at) : [] };
  }
}

/** One that gives up in a loop ends that too, by an error: what goes on then has to be decided. */
function isInLoop(project: Project, at: CallRef): boolean {
  const fact = project.evaluator.call(at);
  return fact?.loop === true && fact.inTry !== 'try';
}

/** A lock, a pool or a queue without an end for those who wait: told once, where it is made. */
function ofClient(project: Project, { client, calls }: OpenClient): Evidence {
  const { reach, trace } = traceOfClient(project, { client, calls });
  const outbounds = calls.map((c) => c.outbound);
  const reading = outbounds[0]?.reading;
  const noun = (reading && typeModel(reading)?.noun) ?? 'lock';
  const option = clientOptionText(project, outbounds);
  const givenBack = calls.every((c) => isHeldForBoundedWork(project, c));
  return {
    rule: id, outcome: 'fail', level: givenBack ? 'info' : levelFor(reach), ...(givenBack && { covered: true as const }), span: spanOf(project, client), reach, trace, confidence: 'high',
    message: `${nameOfCall(project, client)} makes ${withArticle(noun)} on which ${calls.length === 1 ? 'a call waits' : `${String(calls.length)} calls wait`} without an end: ${givenBack ? 'it is given back when the work is done, so they wait for the work of all before them' : 'one holder that hangs stops everybody after it'}`,
    help: option ? `Set ${option} here.` : reading?.entry.id === 'async-mutex' ? 'Wrap it: withTimeout(lock, 10_000).' : 'Race the waits against a timer.',
    fixes: boundClient(project, outbounds, client), data: { library: reading?.entry.id ?? '', calls: calls.length },
  };
}

function ofPromise(project: Project, { ref, waitsFor, ending, bound, byCallers }: EventPromise): Evidence {
  const { reach, trace } = wayTo(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'medium', fixes: [], data: {} } as const;
  if (byCallers && ending.is === 'open') return { ...base, ...boundByCallers('This promise') };
  if (bound !== undefined && ending.is !== 'comes') return { ...base, outcome: 'pass', message: `The wait for ${waitsFor} is bounded by ${bound}` };
  return { ...base, ...judged(`This promise waits for ${waitsFor}`, ending, 'Reject it by a timer that the event clears, or use once(emitter, event, { signal: AbortSignal.timeout(10_000) }).', reach) };
}

function ofStored(project: Project, { ref, collection, kind, fn }: StoredResolver): Evidence | undefined {
  if (kind === 'other') return undefined;
  const { reach, trace } = wayTo(project, ref);
  const bounding = project.wrappings.of(ref);
  if (bounding?.unsure) return undefined;
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'medium', fixes: [], data: {} } as const;
  if (bounding) return { ...base, outcome: 'pass', message: `Who waits in ${collection} is bounded by ${bounding.by}` };
  const name = project.evaluator.facts(ref.file)?.functions[fn]?.name ?? '';
  const message = kind === 'lock'
    ? `${name || 'This function'} lets its callers wait in ${collection} without an end: one holder that hangs, or forgets to release, stops everybody after it`
    : `This promise waits in ${collection} for an answer, and nothing ends the wait: an answer that is lost leaves its caller and the entry behind`;
  const level = levelFor(reach);
  return { ...base, outcome: 'fail', level: kind === 'lock' && level === 'error' ? 'warning' : level, message, help: 'Reject it by a timer that takes it out of the collection, or take a signal and reject when it aborts.' };
}

/** A race at the callers lets them go on; the wait, its listener and what they hold stay behind. */
function boundByCallers(what: string): Pick<Evidence, 'outcome' | 'message' | 'help' | 'level' | 'covered'> {
  return { outcome: 'fail', level: 'info', covered: true, message: `${what} has no end of its own: every caller seen stops waiting, what is waited with stays behind`, help: 'Take a signal, and give up the listener when it aborts.' };
}

/** What the end of a wait comes to. */
function judged(what: string, ending: SeenEnding, help: string, reach: Reach): Pick<Evidence, 'outcome' | 'message' | 'help' | 'level'> {
  if (ending.is === 'comes') return { outcome: 'pass', message: `${what}, and it comes: ${ending.why}` };
  if (ending.is === 'unknown') return { outcome: 'unknown', message: `${what}: ${ending.why}` };
  return { outcome: 'fail', level: levelFor(reach), message: `${what}, and nothing ends the wait: ${consequence(ending.source)}`, help };
}

/** Somebody outside waits for a request; a start that hangs is seen by who starts it. */
function levelFor(reach: Reach): Level {
  return reach === 'request' ? 'error' : reach === 'script' || reach === 'startup' ? 'info' : 'warning';
}
