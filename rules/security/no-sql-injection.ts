import type { Project } from '../../src/analysis/project.js';
import { builtOnly } from '../../src/analysis/security/built-statements.js';
import { nameOfSent } from '../../src/analysis/security/sent-by-client.js';
import { statementsIn, type Statement } from '../../src/analysis/security/statements.js';
import { nameOfCall, spanOf, wayTo, wayToFunction } from '../../src/analysis/site.js';
import { giveParameters } from '../../src/fix/give-parameters.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-sql-injection';

export default defineRule({
  meta: {
    id,
    area: 'security',
    item: 'sql-injection',
    mode: 'Injection: input that becomes code',
    summary: 'What a request brings goes to the database as a parameter, never as a part of the statement.',
    why: 'A database cannot tell the part of a statement that the code meant from the part that a client sent. Whoever sends a quote and more SQL reads what belongs to others, signs in as somebody else, or drops the table. No check of the result notices: the statement is valid.',
    how: 'Looks at the text of statements given to pg, mysql, mysql2, mariadb, postgres, pg-promise, SQLite (better-sqlite3, sqlite3, sqlite, node:sqlite, libSQL), mssql, tedious and oracledb, and at the raw parts of knex, objection, Sequelize, TypeORM, Prisma, Drizzle, Kysely and MikroORM. It follows the parts of the text through templates, concatenation, `+=`, `push` and `join`, objects, parameters, callers and functions of other files. It fails where a part is body, query, parameters, headers or cookies of a request. It passes when all parts stand in the code, are numbers, come from the environment, are one of a fixed list, or were escaped by the driver; tagged templates and parameters pass, and so does a service whose queries are all put together by a builder or an ORM. What something checks before, what a schema lets through, and what comes from elsewhere is unknown.',
    coverage: { practice: 'statements without foreign text', sites: 'statements' },
    level: 'error',
    weakness: 89,
    gate: ['quer', 'exec', 'prepare', 'Raw', 'raw', 'unsafe', 'literal', 'batch', 'here('],
    examples: [
      { title: 'A name becomes SQL', reports: [6], code: "import express from 'express';\nimport pg from 'pg';\nconst app = express();\nconst pool = new pg.Pool({ connectionTimeoutMillis: 500 });\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query(`SELECT id FROM users WHERE name = '${req.query.name}'`);\n  res.json(rows);\n});\n" },
      { title: 'The client orders, by any expression', reports: [7], code: "import express from 'express';\nimport knex from 'knex';\nconst app = express();\nconst db = knex({ client: 'pg' });\napp.get('/users', async (req, res) => {\n  const { sort = 'name' } = req.query;\n  res.json(await db('users').select('id').orderByRaw(`${sort} ASC`).limit(20));\n});\n" },
      { title: 'A parameter', reports: [], code: "import express from 'express';\nimport pg from 'pg';\nconst app = express();\nconst pool = new pg.Pool({ connectionTimeoutMillis: 500 });\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM users WHERE name = $1', [req.query.name]);\n  res.json(rows);\n});\n" },
      { title: 'One of a few columns', reports: [], code: "import express from 'express';\nimport pg from 'pg';\nconst app = express();\nconst pool = new pg.Pool({ connectionTimeoutMillis: 500 });\nconst columns = { name: 'name', created: 'created_at' };\napp.get('/users', async (req, res) => {\n  const { rows } = await pool.query(`SELECT id FROM users ORDER BY ${columns[req.query.sort] ?? 'id'} LIMIT 20`);\n  res.json(rows);\n});\n" },
    ],
    blindSpots: [
      'What was stored earlier and becomes SQL later is not followed.',
      'A check before the statement is not read: whether its expression lets quotes through is up to the code.',
      'Statements that are put together inside of the database, and query languages other than SQL, are not looked at.',
      'Objects that a client sends as a filter (operators of MongoDB) are the subject of require-input-validation.',
    ],
    fix: { offers: 'Hands the values over as parameters, for pg, mysql, mysql2 and knex, where the text is written in the call and all of its parts stand where a value may. Names of columns and directions need a list that stands in the code.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const statement of statementsIn(project, file)) yield evidenceOf(project, statement);
  },
  *project({ project }) {
    const built = builtOnly(project);
    if (built) yield { rule: id, span: spanOf(project, built.at), ...wayTo(project, built.at), confidence: 'medium', fixes: [], data: { library: built.outbound.reading.entry.id }, outcome: 'pass', message: `${nameOfCall(project, built.at)} is put together by ${built.outbound.reading.entry.name}, which hands values over as parameters, and no statement is given as text` };
  },
});

function evidenceOf(project: Project, { ref, entry, model, origin }: Statement): Evidence {
  const name = nameOfCall(project, ref) || 'the statement';
  const base = { rule: id, span: spanOf(project, ref), confidence: 'high', fixes: [], data: { library: entry.id, call: name } } as const;
  if (origin.is === 'fixed') return { ...base, ...wayTo(project, ref), outcome: 'pass', message: `The text of ${name} stands in the code` };
  if (origin.is === 'unknown') return { ...base, ...wayTo(project, ref), outcome: 'unknown', message: `The text of ${name} has parts whose origin is not seen: ${origin.why}` };
  const { handler, through } = origin;
  const calls = through.map((call): TraceStep => ({ span: spanOf(project, call), message: `hands it to ${nameOfCall(project, call)}` }));
  return {
    ...base,
    outcome: 'fail',
    fixes: giveParameters(project, entry.id, ref),
    reach: 'request',
    trace: [...wayToFunction(project, handler).trace, ...calls],
    message: `${nameOfSent(project, origin)} becomes a part of the SQL of ${name}: whoever sends a quote and more SQL reads or changes what is not theirs`,
    help: `${model.advice} Names of columns and directions cannot be parameters: take them from a list that stands in the code.`,
  };
}
