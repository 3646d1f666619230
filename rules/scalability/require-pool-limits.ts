import { traceOfClient } from '../../src/analysis/deadline/report.js';
import { withArticle } from '../../src/analysis/names.js';
import { poolWaitsIn, type PoolWait } from '../../src/analysis/pools/pool-waits.js';
import { sharedConnectionsIn, type SharedConnection } from '../../src/analysis/pools/shared-connections.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf } from '../../src/analysis/site.js';
import { boundWait } from '../../src/fix/bound-pool.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-pool-limits';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'connection-pooling',
    mode: 'Connection pool exhaustion: database connections run out',
    summary: 'Who waits for a connection of a pool gives up after a time, and requests do not share a single connection.',
    why: 'When the database is slow, all connections of the pool are out, and everybody else waits for one. Without an end to that wait, requests pile up behind the pool long after their clients have gone, and the service hangs as a whole: it answers nothing, reports no error, and a restart looks like a cure. A single connection is worse: one slow query stops all others, and nothing connects again when it breaks.',
    how: 'Looks at each pool that calls in sight get their connections from, across files, through clients that are handed in or injected, and at the options, connection strings, variables and defaults that the catalog knows for the installed version. It passes when a setting or the library\'s default ends the wait for a connection, and when each call is bounded as a whole. It fails when nothing does: `connectionTimeoutMillis` of pg, `waitQueueTimeoutMS` of mongodb and mongoose, and others; where a library knows no such time, as mysql2, when nothing bounds how many wait. It also fails for one connection of pg, mysql or mysql2 that is made once and used by requests. Options that are not seen are unknown. How long a query may run is the matter of require-timeout, and a finding of that rule which says the same is not repeated.',
    coverage: { practice: 'pools whose queue ends', sites: 'pools' },
    level: 'warning',
    gate: ['catalog'],
    examples: [
      { title: 'Requests wait for a client for ever', reports: [3], code: "import express from 'express';\nimport { Pool } from 'pg';\nconst pool = new Pool({ max: 10, query_timeout: 5_000 });\npool.on('error', console.error);\nconst app = express();\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);\n});\n", dependencies: { pg: '8.13.0', express: '5.1.0' } },
      { title: 'One connection for all requests', reports: [3], code: "import Fastify from 'fastify';\nimport { createConnection } from 'mysql2/promise';\nconst db = await createConnection({ host: 'db', connectTimeout: 2_000 });\nconst app = Fastify();\napp.get('/users', async () => (await db.query({ sql: 'SELECT id FROM users', timeout: 5_000 }))[0]);\n", dependencies: { mysql2: '3.11.0', fastify: '5.2.0' } },
      { title: 'They give up after three seconds', reports: [], code: "import express from 'express';\nimport { Pool } from 'pg';\nconst pool = new Pool({ max: 10, connectionTimeoutMillis: 3_000, query_timeout: 5_000 });\npool.on('error', console.error);\nconst app = express();\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);\n});\n", dependencies: { pg: '8.13.0', express: '5.1.0' } },
      { title: 'The default of the library ends the wait', reports: [], code: "import Fastify from 'fastify';\nimport knex from 'knex';\nconst db = knex({ client: 'pg', connection: { host: 'db', query_timeout: 5_000 } });\nconst app = Fastify();\napp.get('/users', async () => db('users').select('id').timeout(5_000));\n", dependencies: { knex: '3.1.0', pg: '8.13.0', fastify: '5.2.0' } },
    ],
    blindSpots: [
      'postgres.js has no setting that ends the wait or bounds the queue: its pools are no sites.',
      'Whether the maximum fits the database, and the number of instances, is not known.',
      'A pool that no call in sight uses is no site.',
    ],
    fix: { offers: 'Sets what ends the wait for a connection to 5 s, or lets 100 wait where a library knows no such time, where the options of the pool are written: in place, under a name, in another file, or by a factory of Nest. Not for a single connection that all share.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const wait of poolWaitsIn(project, file)) yield ofPool(project, wait);
    for (const shared of sharedConnectionsIn(project, file)) yield ofConnection(project, shared);
  },
});

function ofPool(project: Project, wait: PoolWait): Evidence {
  const { ref, entry, noun, calls, verdict } = wait;
  const { reach, trace } = traceOfClient(project, { client: ref, calls });
  const name = nameOfCall(project, ref);
  const base: Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { library: entry.id, call: name } };
  if (verdict.is === 'ends') return { ...base, outcome: 'pass', message: `the wait for a connection of ${name} ends by ${verdict.by}` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  const failure = { ...base, outcome: 'fail', fixes: boundWait(project, wait), level: reach === 'script' ? 'info' : 'warning' } as const;
  const made = `${name} makes ${withArticle(`${entry.name} ${noun}`)}`;
  if (verdict.is === 'unlimited') return { ...failure, message: `${made} for whose connections any number of callers may wait, without a time: when the database is slow, requests pile up in memory, and the service hangs`, help: `Set ${verdict.settings[0] ?? ''}, such as 100, so that those who come when it is full fail at once.` };
  const reason = verdict.off === undefined ? `${verdict.option} is not set, and by default there is none` : `its ${verdict.option} is ${verdict.off}, which means none`;
  return { ...failure, message: `${made} on which the wait for a free connection never ends: ${reason}; when all are out, every request behind them hangs`, help: `Set ${verdict.option}, to a few seconds.`, ...(verdict.told && { reportedBy: 'require-timeout' }) };
}

function ofConnection(project: Project, { making: { ref, library }, calls }: SharedConnection): Evidence {
  const { reach, trace } = traceOfClient(project, { client: ref, calls });
  const name = nameOfCall(project, ref);
  return {
    rule: id, outcome: 'fail', level: 'warning', span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { library, call: name },
    message: `All requests share the one connection that ${name} makes: one slow query holds up all others, and when the connection breaks, nothing opens it again`,
    help: `Use a pool of ${library}, with a limit to the wait for its connections.`,
  };
}
