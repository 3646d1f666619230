import { clientMakingsIn, type ClientMaking } from '../../src/analysis/clients/client-makings.js';
import { makingOf } from '../../src/analysis/clients/per-request.js';
import { withArticle } from '../../src/analysis/names.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import type { ClientModel } from '../../src/catalog/types.js';
import { makeOnce } from '../../src/fix/make-once.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-per-request-client';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'connection-pooling',
    mode: 'Connection pool exhaustion: database connections run out',
    summary: 'Pools, connections, browsers and agents are made once and shared by all requests.',
    why: 'A pool that each request makes pools nothing: every request opens connections, with the handshakes for network, encryption and login, and leaves them open for a while or for good. The database takes a hundred connections or so; under load it refuses the next ones, to this service and to all others that use it.',
    how: 'Looks at the calls that the catalog knows to make something that holds connections, sockets or a process: pools and clients of databases, brokers and caches, browsers, SDK clients and agents with connections of their own. It fails where a request makes one, through helpers and constructors and across files, with settings that are the same each time: an error where nothing closes it, a warning where it is closed again, handed on, or an agent, which lets go of its sockets by itself. It passes where a module or start-up makes it, and where a function keeps it and makes it only where there is none. Where a request, a tenant or an answer brings the settings, where a helper runs the function that makes it, where it is kept somewhere, or takes its connection for one purpose such as a subscription, it is unknown; so it is for jobs and events. Clients without connections of their own, such as those of axios, Stripe or OpenAI, are no sites.',
    coverage: { practice: 'shared clients', sites: 'pools and clients' },
    level: 'error',
    gate: ['catalog'],
    examples: [
      { title: 'Each request opens a pool', reports: [5], code: "import express from 'express';\nimport { Pool } from 'pg';\nconst app = express();\napp.get('/users', async (req, res) => {\n  const pool = new Pool({ connectionString: process.env.DATABASE_URL });\n  const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);\n});\n", dependencies: { pg: '8.13.0', express: '5.1.0' } },
      { title: 'Closing it makes each request connect anew', reports: [5], code: "import Fastify from 'fastify';\nimport { createConnection } from 'mysql2/promise';\nconst app = Fastify();\napp.get('/users', async () => {\n  const db = await createConnection({ host: 'db', connectTimeout: 2_000 });\n  try {\n    return (await db.query({ sql: 'SELECT id FROM users', timeout: 5_000 }))[0];\n  } finally {\n    await db.end();\n  }\n});\n", dependencies: { mysql2: '3.11.0', fastify: '5.2.0' } },
      { title: 'The module makes it', reports: [], code: "import express from 'express';\nimport { Pool } from 'pg';\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\npool.on('error', console.error);\nconst app = express();\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);\n});\n" },
      { title: 'It is made for the first request, and kept', reports: [], code: "import express from 'express';\nimport { S3Client } from '@aws-sdk/client-s3';\nlet client: S3Client | undefined;\nconst storage = () => (client ??= new S3Client({ region: 'eu-central-1' }));\nconst app = express();\napp.get('/', (req, res) => {\n  res.send(typeof storage());\n});\n" },
    ],
    blindSpots: [
      'A client whose settings come from a parameter is not judged, also where all callers give the same ones.',
      'One client for each tenant is no finding, however many tenants there are.',
      'Whether a container makes a provider for each request is not asked.',
    ],
    fix: { offers: 'Moves a client that nobody closes to the top of its module, where it is made of nothing but imports and the environment. Not for clients that are closed in the function, or made of what the request brings.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const making of clientMakingsIn(project, file)) yield judge(project, making);
  },
});

function judge(project: Project, making: ClientMaking): Evidence {
  const { ref, model, library } = making;
  const base: Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { library, noun: model.noun, call: nameOfCall(project, ref) } };
  const verdict = makingOf(project, making);
  if (verdict.is === 'once') return { ...base, outcome: 'pass', message: `the ${model.noun} of ${library} is shared: ${verdict.why}` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: verdict.why };
  const level: Level = verdict.end === 'left' && model.holds !== 'agent' ? 'error' : 'warning';
  return { ...base, outcome: 'fail', level, fixes: verdict.end === 'left' ? makeOnce(project, ref) : [], message: `Each request makes ${withArticle(model.noun)} of ${library} here${verdict.end === 'left' && model.holds !== 'agent' ? ', and nothing closes it' : ''}: ${consequence(model, verdict.end)}`, help: help(model) };
}

function consequence({ holds, noun }: ClientModel, end: 'closed' | 'handed' | 'left'): string {
  if (holds === 'process') return end === 'closed' ? 'starting a program takes longer than most of what it does, and a few requests at a time use up the memory' : 'the processes stay and use up the memory';
  if (holds === 'agent') return 'no request uses the connections of another, and each pays for the handshakes anew';
  return end === 'closed' ? `each pays for the handshakes anew, and under load the server runs out of connections` : `connections pile up until the server refuses them (each ${noun} opens its own)`;
}

function help({ holds, noun }: ClientModel): string {
  if (holds === 'process') return 'Start one at start-up, and give each request a page or a context of it, with a limit on how many at a time.';
  return `Make the ${noun === 'connection' ? 'connection, or better a pool,' : noun} once, in the module or at start-up, and let the handlers use it.`;
}
