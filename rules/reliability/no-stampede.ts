import { creationsIn, type Creation } from '../../src/analysis/memos/stampedes.js';
import { writtenName } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-stampede';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'caching',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'What is made once and kept is made once, also when many ask at the same moment.',
    why: 'A request looks whether there is a connection, a token or a cached answer, finds none, waits for a new one and keeps it. Until it has come, every other request finds none either and makes its own. When the process starts under load, or an entry expires, hundreds ask the database for the same thing at once, which is the moment at which it is slow anyway. Of clients and connections only the last is kept: the others stay open, and nobody can close them.',
    how: 'Looks at each place where a function looks something up (a variable outside of it, a field, a Map, an object, the cache of a library or of another process), awaits a call that leaves the process where it finds nothing, or what has expired, and keeps the result. It passes at start-up, under a lock, and where those who call keep the promise. It fails where requests come there and the place has nothing until the call is done. What is noted before the call, and what is handed to code that may let in one at a time, is unknown; so is a function that nobody is seen to call. Where it is not seen whether several call at a time, a client is an info: those that are too many stay open.',
    coverage: { practice: 'what is kept is made once', sites: 'lookups that make what is missing' },
    level: 'warning',
    gate: ['await'],
    examples: [
      { title: 'Each request that comes before the first connection stands opens its own', reports: [9], code: "import express from 'express';\nimport { createClient } from 'redis';\nconst app = express();\nlet client: ReturnType<typeof createClient> | undefined;\nasync function redis() {\n  if (client) return client;\n  const made = createClient();\n  await made.connect();\n  client = made;\n  return client;\n}\napp.get('/', async (req, res) => {\n  res.send(await (await redis()).get('greeting'));\n});\n", dependencies: { redis: '5.8.0', express: '5.1.0' } },
      { title: 'Each request that comes before the answer asks for the keys itself', reports: [6], code: "import express from 'express';\nconst app = express();\nlet keys: unknown;\napp.get('/', async (req, res) => {\n  if (!keys) {\n    keys = await fetch('https://id/keys', { signal: AbortSignal.timeout(1000) });\n  }\n  res.send(keys);\n});\n", dependencies: { express: '5.1.0' } },
      { title: 'The promise is kept before anybody waits', reports: [], code: "import express from 'express';\nconst app = express();\nlet keys: Promise<unknown> | undefined;\nfunction jwks() {\n  keys ??= fetch('https://id/keys').then((r) => r.json()).catch((error: unknown) => {\n    keys = undefined;\n    throw error;\n  });\n  return keys;\n}\napp.get('/', async (req, res) => {\n  res.send(await jwks());\n});\n", dependencies: { express: '5.1.0' } },
      { title: 'Made at start-up', reports: [], code: "import express from 'express';\nlet keys: unknown;\nasync function load() {\n  if (!keys) keys = await fetch('https://id/keys', { signal: AbortSignal.timeout(1000) });\n}\nawait load();\nconst app = express();\napp.get('/', (req, res) => {\n  res.send(keys);\n});\n", dependencies: { express: '5.1.0' } },
    ],
    blindSpots: [
      'Only calls that leave the process count: what is dear to compute is not looked at.',
      'That a key is asked for by several at a time is taken to happen; how often is not known.',
      'Locks are known by the catalog. One that is written by hand makes it unknown where it sets something outside of the function.',
    ],
    fix: { none: 'Whether the callers may share one result, and how long it may be kept, is a decision about the data; for a result in another process it takes a lock.' },
  },
  *file({ file, project }) {
    for (const creation of creationsIn(project, file)) yield judge(project, creation);
  },
});

function judge(project: Project, { store, call, client, remote, guard }: Creation): Evidence {
  const facts = project.evaluator.facts(store.fn.file);
  const { reach, trace } = wayToFunction(project, store.fn);
  const place = facts ? writtenName(facts, store.target) : '';
  const name = nameOfCall(project, call) || 'this call';
  const base = { rule: id, span: spanOfStore(project, store), reach, trace, confidence: 'medium' as const, fixes: [], data: { place, call: name } };
  if (guard.is !== 'none') return { ...base, outcome: guard.is === 'guarded' ? 'pass' : 'unknown', message: `${place}: ${guard.why}` };
  const what = store.entry ? `an entry of ${place}` : place;
  return {
    ...base, outcome: 'fail', level: reach === 'request' && (client || !store.entry) && !remote ? 'warning' : 'info', ...(!client && (store.entry || remote) && { covered: true as const }),
    trace: [...trace, { span: spanOf(project, call), message: `${name} is awaited here, while others find nothing` }],
    message: `Until ${name} is done, everybody who looks for ${what} finds nothing and calls it as well. ${client ? 'Only the last one is kept: the others stay open, and nobody can close them.' : 'When many ask at once, each of them pays for it, and so does what is called.'}`,
    help: remote ? `Let one make it and the others wait: keep the promise of ${name} in a Map by its key while it runs, or use a lock.` : `Keep the promise instead of its result, before it is awaited, and drop it when it fails.`,
  };
}

function spanOfStore(project: Project, { fn, step }: Creation['store']): Evidence['span'] {
  if (typeof step === 'number') return spanOf(project, { file: fn.file, call: step });
  if (step.is === 'put') return { file: fn.file, start: step.range[0], end: step.range[1] };
  const start = step.is === 'set' ? step.at : 0;
  return { file: fn.file, start, end: start + 1 };
}
