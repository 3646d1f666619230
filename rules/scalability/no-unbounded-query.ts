import type { Project } from '../../src/analysis/project.js';
import { growingTable } from '../../src/analysis/reads/growing-tables.js';
import { rowsRead, type RowsRead } from '../../src/analysis/reads/rows-read.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import { Sizes } from '../../src/analysis/sizes/sizes.js';
import { sizeOfNumber } from '../../src/analysis/sizes/numbers.js';
import { limitPage, limitRows } from '../../src/fix/limit-rows.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-query';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'capacity',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'A query that a request waits for reads a bounded number of rows.',
    why: 'A read without a limit is fast on the day it is written and slower with every row that users add. One day it takes the time and the memory of the whole table: the database sends it all, the process holds it all, twice while it becomes JSON, and everybody else waits. A page size that the client may choose is no limit.',
    how: 'Looks at reads in the reach of request handlers: Prisma, mongoose, the MongoDB driver, TypeORM, Sequelize, knex, Kysely, Drizzle, and SQL given to pg, mysql2, postgres and TypeORM. It passes with a limit (`take`, `limit`, `LIMIT`, `first`, `$limit`), for one row by its key, and for counts and sums. It fails when a whole table, or all rows with a state that stands in the code, are read without a limit, and some request or job is seen to add rows to that table. Where nothing else says that the table is large (many rows are added at once or by jobs, or it is read by pages elsewhere) that is an info. It also fails when the limit is a number of the request that nothing checks: no maximum in the schema, no comparison, no `Math.min`. What belongs to one owner (`where: { userId }`), what has a key out of a list, and tables to which only seeds and migrations add are unknown, and so is each query that is put together where it is not seen whole.',
    coverage: { practice: 'queries with a limit', sites: 'reads of many rows' },
    level: 'warning',
    gate: ['catalog'],
    examples: [
      { title: 'All orders, for every visitor', reports: [6], dependencies: { '@prisma/client': '6.0.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\napp.get('/orders', async (req, res) => {\n  res.json(await prisma.order.findMany({ orderBy: { createdAt: 'desc' } }));\n});\napp.post('/orders', async (req, res) => {\n  res.json(await prisma.order.create({ data: { sku: String(req.body.sku) } }));\n});\n" },
      { title: 'The client chooses how many', reports: [6], dependencies: { '@prisma/client': '6.0.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\napp.get('/orders', async (req, res) => {\n  res.json(await prisma.order.findMany({ take: Number(req.query.limit) }));\n});\n" },
      { title: 'A page of at most a hundred', reports: [], dependencies: { '@prisma/client': '6.0.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\napp.get('/orders', async (req, res) => {\n  res.json(await prisma.order.findMany({ take: Math.min(Number(req.query.limit) || 20, 100) }));\n});\napp.post('/orders', async (req, res) => {\n  res.json(await prisma.order.create({ data: { sku: String(req.body.sku) } }));\n});\n" },
      { title: 'A table that only the start of the process fills', reports: [], dependencies: { '@prisma/client': '6.0.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\nawait prisma.plan.createMany({ data: [{ name: 'free' }, { name: 'pro' }] });\napp.get('/plans', async (req, res) => {\n  res.json(await prisma.plan.findMany());\n});\n" },
    ],
    blindSpots: [
      'How many rows one owner has is not asked: `where: { userId }` is unknown, though it may be many.',
      'Relations that are read along with a row (`include`, `populate`) are not looked at.',
      'A table counts as growing where a request or a job is seen to add to it; nested writes (`items: { create: … }`) are not seen.',
      'SQL that is written as the template of a tag, or longer than 400 characters, is not read.',
    ],
    fix: { offers: 'Gives a read that is answered as it comes a limit of 1,000 rows, in the way of its library or in SQL, and cuts a page size that the request chooses to 100. Not where the rows are worked on: half of them would be another result.' },
  },
  *file({ file, facts, project }) {
    for (let call = 0; call < facts.calls.length; call++) {
      const read = rowsRead(project, { file, call });
      const { reach } = read ? wayTo(project, read.ref) : { reach: 'unknown' };
      if (read && reach === 'request') yield evidenceOf(project, read);
    }
  },
});

function evidenceOf(project: Project, read: RowsRead): Evidence {
  const { ref, limit, filter, table } = read;
  const name = nameOfCall(project, ref) || 'the query';
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { library: read.entry.id, call: name } } as const;
  if (limit.is === 'set') {
    const size = limit.value && limit.file !== undefined ? sizeOfNumber(new Sizes(project), { file: limit.file, value: limit.value, frame: undefined }, 0) : undefined;
    if (size?.is === 'unbounded' && size.by === 'request') {
      return { ...base, outcome: 'fail', fixes: limitPage(project, read), message: `${name} reads as many rows as the request asks for${size.why === '' ? '' : ` (${size.why})`}, and nothing checks that number: one request can read ${filter.is === 'owned' ? 'all of them, however many they are' : 'the whole table'}`, help: `Check it where the request is validated, or cut it: Math.min(${size.why.split('.').at(-1) || 'limit'}, 100).` };
    }
    return size?.is === 'unknown' ? { ...base, outcome: 'unknown', message: `${limit.by} of ${name}: ${size.why}` } : { ...base, outcome: 'pass', message: `${name} is bounded by ${limit.by}` };
  }
  if (limit.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name} is not seen whole` };
  if (filter.is === 'one') return { ...base, outcome: 'pass', message: `${name} reads one row by its key` };
  if (filter.is !== 'all' && filter.is !== 'state') return { ...base, outcome: 'unknown', message: `How many rows ${name} reads is not known: ${filter.is === 'owned' ? 'those of one owner' : filter.is === 'list' ? 'those of a list' : 'its filter is not read'}` };
  const grows = growingTable(project, table);
  if (grows && filter.is === 'state' && filter.mark !== undefined && !grows.sets.has(filter.mark)) return { ...base, outcome: 'unknown', message: `${name} reads the rows with ${filter.mark}, which what adds rows is not seen to set` };
  if (!grows) return { ...base, outcome: 'unknown', message: `${name} reads ${filter.is === 'all' ? 'a whole table' : 'all rows of a state'} to which no request is seen to add` };
  return {
    ...base,
    outcome: 'fail',
    level: grows.large ? 'warning' : 'info',
    fixes: limitRows(project, read),
    trace: [...base.trace, { span: spanOf(project, grows.at), message: `${nameOfCall(project, grows.at) || 'this'} adds rows` }],
    message: `${name} reads ${filter.is === 'all' ? 'the whole table' : 'all rows of a state'} without a limit, and ${placeText(project, grows.at)} adds rows to it: each request takes longer and holds more memory than the one before, until the process runs out of it`,
    help: 'Read a page: give it a limit, and let the client ask for the next one by a cursor. Where all are needed, read them in pieces, or let the database count and sum.',
  };
}
