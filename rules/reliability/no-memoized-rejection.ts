import { writtenName } from '../../src/analysis/names.js';
import { memoizedPromisesIn, type MemoizedPromise } from '../../src/analysis/memos/memoized-promises.js';
import { memoizerCallsIn, type MemoizerCall } from '../../src/analysis/memos/memoizer-calls.js';
import { isRunFromTable } from '../../src/analysis/memos/run-from-table.js';
import type { Failure } from '../../src/analysis/failures/failure.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo, wayToFailure, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { dropFailed } from '../../src/fix/drop-failed.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-memoized-rejection';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'caching',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'A promise that is kept for all who ask is dropped when it rejects.',
    why: 'To keep the promise of a connection, a token or a configuration is right: it is made once, however many ask. But a promise that has rejected stays rejected. The database is away for one second while the first request asks, and from then on every request gets that same error, for hours after the database is back, until somebody restarts the process. It looks as if the dependency were still down.',
    how: 'Looks at each promise that a function keeps in a variable outside of it, a field or an entry of a Map or an object, only where there was none before, and at functions that are handed to a memoizer of a package (memoize, once). It passes when the promise cannot reject, when a catch, a finally, an error listener or a timer takes the kept promise out again, and when the package forgets rejections. It fails when the promise can reject and nothing drops it then: that a function to close or reset it stands somewhere helps nobody who asks after the failure. At start-up it is unknown: there a failure may end the process.',
    coverage: { practice: 'kept promises that are dropped when they reject', sites: 'promises that are kept' },
    level: 'warning',
    gate: ['??=', '||=', 'if', 'emo', 'once', 'onetime'],
    examples: [
      { title: 'One failed connect, and no request is ever served', reports: [5], code: "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://db');\nlet connection: Promise<MongoClient> | undefined;\nexport function connected() {\n  connection ??= client.connect();\n  return connection;\n}\n", dependencies: { mongodb: '6.12.0' } },
      { title: 'The answer of one bad moment, for each tenant', reports: [5], code: "const settings = new Map<string, Promise<unknown>>();\nexport async function settingsOf(tenant: string) {\n  const known = settings.get(tenant);\n  if (known) return known;\n  settings.set(tenant, fetch('https://config/' + tenant).then((r) => r.json()));\n  return settings.get(tenant);\n}\n" },
      { title: 'It is dropped when it fails', reports: [], code: "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://db');\nlet connection: Promise<MongoClient> | undefined;\nexport function connected() {\n  connection ??= client.connect().catch((error: unknown) => {\n    connection = undefined;\n    throw error;\n  });\n  return connection;\n}\n", dependencies: { mongodb: '6.12.0' } },
      { title: 'A lookup that leaves when it is done, by whatever way', reports: [], code: "const inFlight = new Map<string, Promise<unknown>>();\nexport function userOf(id: string) {\n  const running = inFlight.get(id);\n  if (running) return running;\n  const promise = fetch('https://users/' + id).then((r) => r.json()).finally(() => inFlight.delete(id));\n  inFlight.set(id, promise);\n  return promise;\n}\n" },
    ],
    blindSpots: [
      'That the promise is dropped on some failure is enough: whether it is on each is not followed.',
      'Promises in caches of packages, in properties of objects that are handed in, and those that a module makes when it is loaded are not looked at.',
      'What is kept by a memoizer of the project is unknown where the function that it is given is a parameter.',
    ],
    fix: { offers: 'Adds a catch to the kept promise that empties its place and throws the error on, where the place can be named: a variable, a field, an entry under a name. Not for memoizers of libraries, which want another one.' },
  },
  *file({ file, project }) {
    for (const memo of memoizedPromisesIn(project, file)) yield ofStore(project, memo);
    for (const call of memoizerCallsIn(project, file)) yield ofMemoizer(project, call);
  },
});

function ofStore(project: Project, memoized: MemoizedPromise): Evidence {
  const { store, call, outlook, drop, life } = memoized;
  const facts = project.evaluator.facts(store.fn.file);
  const ref = { file: store.fn.file, call };
  const { reach, trace } = wayToFunction(project, store.fn);
  const place = facts ? writtenName(facts, store.target) : '';
  const name = nameOfCall(project, ref);
  const base = { rule: id, span: spanOfStore(project, store), reach, trace, confidence: 'medium' as const, fixes: [], data: { place, call: name } };
  if (outlook.is === 'settles') return { ...base, outcome: 'pass', message: `the promise in ${place} cannot reject` };
  if (drop === 'failing') return { ...base, outcome: 'pass', message: `${place} is dropped when it fails` };
  if (drop === 'ended') return { ...base, outcome: 'unknown', message: `nobody hears ${place} reject: that ends the process` };
  if (drop === 'unclear') return { ...base, outcome: 'unknown', message: `whether ${place} is dropped when it fails depends on when other code runs` };
  if (!outlook.by.sure) return { ...base, outcome: 'unknown', message: `whether the promise in ${place} can reject is not seen` };
  if (life === 'unknown') return { ...base, outcome: 'unknown', message: `how long ${place} lives is not seen` };
  if (reach === 'startup') return { ...base, outcome: 'unknown', message: `${place} is kept at start-up: a failure may end the process` };
  if (reach === 'unknown' && isRunFromTable(project, store.fn)) return { ...base, outcome: 'unknown', message: `whether ${place} is kept at start-up, where a failure may end the process, is not seen` };
  const asks = store.entry ? 'everybody who asks for the same key' : 'everybody who asks';
  return {
    ...base, outcome: 'fail', ...(reach === 'script' && { level: 'info' as const }), trace: [...trace, ...wayToFailure(project, outlook.by)],
    message: `The promise of ${name || 'this work'} is kept in ${place} also when it rejects. ${failing(outlook.by, name)}one failure is given to ${asks}, until the process is restarted.`,
    help: `Drop it when it fails: add .catch((error) => { ${store.entry ? `${place.replace(/\[…\]$/, '')}${place.endsWith(']') ? '[key] = undefined' : '.delete(key)'}` : `${place} = undefined`}; throw error; }) to the promise that is kept.`,
    fixes: dropFailed(project, memoized),
  };
}

function ofMemoizer(project: Project, { ref, forgets, outlook }: MemoizerCall): Evidence {
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'medium' as const, fixes: [], data: { place: name, call: name } };
  if (forgets === true) return { ...base, outcome: 'pass', message: `${name} forgets what rejects` };
  if (outlook.is !== 'rejects') return { ...base, outcome: 'pass', message: `the promise that ${name} keeps cannot reject` };
  if (forgets === 'unknown' || !outlook.by.sure) return { ...base, outcome: 'unknown', message: `whether ${name} keeps a rejection is not seen` };
  return {
    ...base, outcome: 'fail', ...(project.isScript(ref.file) && { level: 'info' as const }), trace: [...trace, ...wayToFailure(project, outlook.by, 0)],
    message: `${name} keeps the promise of this function also when it rejects. ${failing(outlook.by, '')}one failure is given to everybody who asks, until the process is restarted.`,
    help: 'Use a memoizer that forgets rejections (p-memoize), or drop the kept promise in a catch.',
  };
}

/** `When client.connect fails once, `, where that is another call than the one that was named. */
function failing({ name }: Failure, named: string): string {
  return name === '' || name === named ? 'So ' : `When ${name} fails once, `;
}

function spanOfStore(project: Project, { fn, step }: MemoizedPromise['store']): Evidence['span'] {
  if (typeof step === 'number') return spanOf(project, { file: fn.file, call: step });
  if (step.is === 'put') return { file: fn.file, start: step.range[0], end: step.range[1] };
  const start = step.is === 'set' ? step.at : 0;
  return { file: fn.file, start, end: start + 1 };
}
