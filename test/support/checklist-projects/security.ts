import { plain, pool, query, service, type ProjectsByItem } from './shapes.js';

const asked = (sql: string): string => `  const { rows } = await pool.query(${sql});\n  res.json(rows);`;

const sqlInjection = {
  pass: service(query, pool('{ connectionTimeoutMillis: 500 }')),
  fail: service(asked("`select * from orders where id = '${req.params.id}'`"), pool('{ connectionTimeoutMillis: 500 }')),
  'not-applicable': plain,
  unknown: service(asked('statementFor(req.params.id)'), `${pool('{ connectionTimeoutMillis: 500 }')}\nimport { statementFor } from 'some-package';`),
};

const written = "import mongoose from 'mongoose';\nconst Order = mongoose.model('Order', new mongoose.Schema({ name: String }));";
const inputValidation = {
  pass: service('  res.json(schema.parse(req.query));', "import { z } from 'zod';\nconst schema = z.object({ page: z.coerce.number() });"),
  fail: service('  res.json(await Order.find(req.query).limit(10).maxTimeMS(500));', written),
  'not-applicable': plain,
  unknown: service('  res.json({ page: req.query.page });'),
};

const token = (secret: string): string => service(`  res.json(jwt.sign({ id: req.params.id }, ${secret}));`, "import jwt from 'jsonwebtoken';");
const secrets = {
  pass: token('process.env.JWT_SECRET'),
  fail: token("process.env.JWT_SECRET ?? 'changeme'"),
  'not-applicable': {},
  unknown: plain,
};

export const securityProjects: ProjectsByItem = {
  'input-validation': inputValidation,
  'sql-injection': sqlInjection,
  secrets,
};
