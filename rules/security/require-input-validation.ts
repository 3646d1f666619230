import { functionKey } from '../../src/analysis/abstract.js';
import type { Project } from '../../src/analysis/project.js';
import { handlerInputs, type HandlerInput } from '../../src/analysis/security/handler-input.js';
import { rawWrites, writesRaw, type RawWrite } from '../../src/analysis/security/raw-writes.js';
import { nameOfCall, spanOf, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-input-validation';

export default defineRule({
  meta: {
    id,
    area: 'security',
    item: 'input-validation',
    mode: 'Input that nobody checked',
    summary: 'What a request brings goes through a schema before it is used.',
    why: 'A client may send anything: a list where a text was meant, an object with operators of the database, fields that only an administrator may set. Without a check such a value travels until something breaks on it, far from where it came in, or nothing breaks and a user has made themselves an administrator.',
    how: 'Looks at handlers that use a body or a query. It passes where a schema is asked: zod, joi, yup, ajv, valibot, TypeBox, superstruct, ArkType, class-validator and others, in the handler, in a function that is given the request, in a middleware on the route or its router, as the schema of a Fastify or hapi route, as a validator of Hono, or as a class with rules where Nest has a pipe. It fails where a whole body or query is given to the database as it is: `create(req.body)`, `update({ data: { ...req.body } })`, `find(req.query)`. A body that is used field by field without any check is an info. Checks by hand, queries, and what checks elsewhere are unknown; parameters of the path are not looked at.',
    coverage: { practice: 'checked input', sites: 'handlers that use a body or a query' },
    level: 'warning',
    weakness: 20,
    gate: ['body', 'query', 'json', 'Body', 'Query', 'payload'],
    examples: [
      { title: 'The client sets every field', reports: [9], dependencies: { '@prisma/client': '6.0.0', express: '5.1.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\n\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\napp.use(express.json());\n\napp.post('/users', async (req, res) => {\n  res.json(await prisma.user.create({ data: req.body }));\n});\n" },
      { title: 'The client writes the filter', reports: [8], dependencies: { mongoose: '8.9.0', express: '5.1.0' }, code: "import express from 'express';\nimport mongoose from 'mongoose';\n\nconst app = express();\nconst Order = mongoose.model('Order', new mongoose.Schema({ owner: String }));\n\napp.get('/orders', async (req, res) => {\n  res.json(await Order.find(req.query).limit(20));\n});\n" },
      { title: 'The schema of a route', reports: [], dependencies: { fastify: '5.2.0' }, code: "import Fastify from 'fastify';\n\nconst app = Fastify({ requestTimeout: 5000, connectionTimeout: 5000 });\nconst body = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 100 } }, additionalProperties: false };\n\napp.post('/users', { schema: { body } }, async (request) => ({ created: request.body }));\n" },
      { title: 'A schema, whose result is used', reports: [], dependencies: { '@prisma/client': '6.0.0', express: '5.1.0', zod: '3.24.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nimport { z } from 'zod';\n\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\nconst user = z.object({ name: z.string().max(100) });\napp.use(express.json());\n\napp.post('/users', async (req, res) => {\n  res.json(await prisma.user.create({ data: user.parse(req.body) }));\n});\n" },
    ],
    blindSpots: [
      'Whether a schema is strict enough is not asked, nor whether its result is used in place of what was sent.',
      'Single fields that become a filter of MongoDB (`findOne({ token: req.body.token })`, where the client may send `{ $ne: null }`) are an info at most.',
      'Resolvers of GraphQL are left out: their schema has types. Messages and sockets are left out as well.',
      'A check by hand counts as one, whatever it compares.',
    ],
    fix: { none: 'What a request may hold is not written anywhere that could be read: a schema that is guessed refuses requests that were right.' },
  },
  *file({ file, project }) {
    for (const write of rawWrites(project, file)) yield ofWrite(project, write);
    for (const input of handlerInputs(project).values()) if (input.handler.file === file && !writesRaw(project, input.handler)) yield ofHandler(project, input);
  },
});

function ofWrite(project: Project, { ref, part, name, as, library }: RawWrite): Evidence {
  const call = nameOfCall(project, ref) || 'the database';
  return {
    rule: id, span: spanOf(project, ref), reach: 'request', trace: wayToFunction(project, part.handler).trace, confidence: 'medium', fixes: [], data: { library, call, handler: functionKey(part.handler) },
    outcome: 'fail',
    message: as === 'written'
      ? `${call} takes ${name} as it is: whoever sends the request sets every field of the record, also those that are not theirs to set, such as a role or an owner`
      : `${call} takes ${name} as its filter: whoever sends the request asks for whatever they want, with operators of the database and by fields that are not theirs to ask for`,
    help: 'Check it with a schema that names the fields, and go on with the result of that; or pick the fields one by one.',
  };
}

function ofHandler(project: Project, { handler, reads, checked }: HandlerInput): Evidence {
  const fact = project.evaluator.facts(handler.file)?.functions[handler.fn];
  const [start, end] = fact?.nameRange ?? [0, 0];
  const name = handler.name || 'the handler';
  const base = { rule: id, span: { file: handler.file, start, end: Math.min(end, start + 80) }, reach: 'request', trace: [], confidence: 'medium', fixes: [], data: { handler: name } } as const;
  switch (checked.is) {
    case 'schema': return { ...base, outcome: 'pass', message: `${name} checks its ${reads} by ${checked.by}` };
    case 'unread': return { ...base, outcome: 'unknown', message: `Whether ${name} checks its ${reads} is not seen: ${checked.why}` };
    case 'no': break;
  }
  if (reads === 'query') return { ...base, outcome: 'unknown', message: `${name} reads a query without a schema: what becomes of it is not read` };
  return { ...base, outcome: 'fail', level: 'info', message: `${name} uses the body of the request, and nothing checks what it is: a client may send any type and any size of each field`, help: 'Check it with a schema, such as zod\'s, answer 400 where it does not fit, and go on with the result of that.' };
}
