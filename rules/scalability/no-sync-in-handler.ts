import type { CallRef } from '../../src/analysis/abstract.js';
import { blockedWork } from '../../src/analysis/blocking/blocked-work.js';
import { blockingCallsIn, type BlockingCall } from '../../src/analysis/blocking/blocking-calls.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { waitInstead } from '../../src/fix/wait-instead.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-sync-in-handler';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'capacity',
    mode: 'Event loop blocked: one slow call stops every request',
    summary: 'What runs for a request does not block the process.',
    why: 'Node runs all requests on one thread. While a handler reads a file, hashes a password or waits for a program by a function that ends in Sync, no other request is answered, no timer fires and no health check gets through. A disk or a program that is slow for a second stops the whole process for a second, for everybody, and some dozen requests at a time add up to minutes.',
    how: 'Looks at the calls that the catalog knows to block: the synchronous forms of fs, child_process, crypto, zlib, bcrypt and others. It follows the calls from the handlers of requests, jobs, events and timers through helpers and files. It fails where such a call runs for each request; as info where it runs for a job, an event or a tick, where it only asks the file system something such as whether a file is there (in a loop that counts like the others), and where it stands behind an exported function that nobody in sight calls and that answers later, by a promise or a callback, in a service. It passes at start-up, in scripts and where what it gives is kept. Behind a test on something that is remembered it is unknown.',
    coverage: { practice: 'work that leaves the thread free', sites: 'calls that block' },
    level: 'warning',
    gate: ['Sync', 'sync-request', 'sync-fetch', 'sleep', '.sync('],
    examples: [
      { title: 'Everybody waits while one password is hashed', reports: [5], code: "import { scryptSync } from 'node:crypto';\nimport express from 'express';\nconst app = express();\napp.post('/login', (req, res) => {\n  const hash = scryptSync(String(req.query.password), 'salt', 64);\n  res.send(hash.toString('hex'));\n});\n" },
      { title: 'A helper reads the template for each request', reports: [3], code: "import { readFileSync } from 'node:fs';\nimport Fastify from 'fastify';\nconst page = (name: string) => readFileSync(`pages/${name}.html`, 'utf8');\nconst app = Fastify();\napp.get('/', async () => page('home'));\n" },
      { title: 'It is read once, when the module is loaded', reports: [], code: "import { readFileSync } from 'node:fs';\nimport express from 'express';\nconst page = readFileSync('page.html', 'utf8');\nconst app = express();\napp.get('/', (req, res) => {\n  res.send(page);\n});\n" },
      { title: 'The thread pool does the work', reports: [], code: "import { scrypt } from 'node:crypto';\nimport { promisify } from 'node:util';\nimport express from 'express';\nconst derive = promisify(scrypt);\nconst app = express();\napp.post('/login', async (req, res) => {\n  const hash = await derive(String(req.query.password), 'salt', 64);\n  res.send(String(hash));\n});\n" },
    ],
    blindSpots: [
      'Blocking by computing is not seen: long loops, regular expressions that backtrack, JSON of many megabytes.',
      'Databases that are synchronous by design, such as better-sqlite3 and node:sqlite, are not looked at.',
      'How large the file is, or how often the route is called, is not known.',
      'Code that runs in a worker thread blocks only that; what is called there from a handler of the same project counts as the handler\'s.',
    ],
    fix: { offers: 'Waits for the form of the call that does not block, of fs, fs-extra, bcrypt, zlib and crypto, in async functions and in handlers whose framework hears a rejection. Not in helpers, whose callers would get a promise.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const call of blockingCallsIn(project, file)) yield judge(project, call);
  },
});

function judge(project: Project, { ref, model }: BlockingCall): Evidence {
  const name = nameOfCall(project, ref);
  const base: Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { call: name, takes: model.takes } };
  const work = blockedWork(project, ref);
  if (work.is === 'once') return { ...base, outcome: 'pass', message: `${name} blocks nobody: ${work.why}` };
  if (work.is === 'unknown') return { ...base, outcome: 'unknown', message: work.why };
  const failure = { ...base, outcome: 'fail', help: model.instead, fixes: waitInstead(project, ref) } as const;
  const isLong = model.takes === 'work' || project.evaluator.call(ref)?.loop === true;
  const brevity: Pick<Evidence, 'covered'> = isLong ? {} : { covered: true };
  if (work.is === 'offered' && work.hook) return { ...failure, level: 'info', ...brevity, confidence: 'medium', message: `${name} ${model.does} in a function that a server calls for each event, and blocks the process: nothing else runs until it is done` };
  if (work.is === 'offered' && model.takes === 'question') return { ...base, outcome: 'unknown', message: 'who calls this function is not seen' };
  if (work.is === 'offered') return { ...failure, level: 'info', confidence: 'low', message: `${name} ${model.does} ${isInAsync(project, ref) ? 'in an async function' : 'on the way to an answer that is given later'}: whoever calls it, no request is answered meanwhile` };
  // What repeats it is seen, and not in which process that is.
  if (base.reach === 'unknown' && project.partial) return { ...base, outcome: 'unknown', message: `each ${work.by} runs it` };
  return { ...failure, level: base.reach === 'request' && isLong ? 'warning' : 'info', ...brevity, message: `${name} ${model.does} for each ${work.by}, and blocks the process: ${base.reach === 'request' ? 'no other request is answered until it is done' : 'nothing else runs until it is done'}` };
}

function isInAsync({ evaluator }: Project, ref: CallRef): boolean {
  return evaluator.facts(ref.file)?.functions[evaluator.call(ref)?.fn ?? -1]?.async === true;
}
