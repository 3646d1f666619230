import { plain, pool, query, service, worker, type ProjectsByItem } from './shapes.js';

/** A service with a session, these options of its cookie, and a route of those who are logged in. */
const sessions = (cookie: string, more = ''): string => `import express from 'express';
import session from 'express-session';
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false, cookie: { ${cookie} } }));
${more}app.listen(3000);
`;
const email = "app.post('/email', (req, res) => {\n  if (!req.session.userId) return res.sendStatus(401);\n  res.json({ email: req.body.email });\n});\n";

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
  'not-applicable': worker('  console.log(job.id);'),
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
  xss: {
    pass: service('  res.send(`<h1>${escapeHtml(String(req.query.name))}</h1>`);', "import escapeHtml from 'escape-html';"),
    fail: service('  res.send(`<h1>${req.query.name}</h1>`);'),
    'not-applicable': plain,
    unknown: service('  res.send(`<h1>${await nameOf(req.params.id)}</h1>`);', "import { nameOf } from 'some-package';"),
  },
  csrf: {
    pass: sessions("sameSite: 'lax'", email),
    fail: sessions('httpOnly: true', email),
    'not-applicable': plain,
    unknown: sessions('httpOnly: true'),
  },
};
