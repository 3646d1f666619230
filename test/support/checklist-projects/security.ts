import { plain, pool, query, service, type ProjectsByItem } from './shapes.js';

const asked = (sql: string): string => `  const { rows } = await pool.query(${sql});\n  res.json(rows);`;

const sqlInjection = {
  pass: service(query, pool('{ connectionTimeoutMillis: 500 }')),
  fail: service(asked("`select * from orders where id = '${req.params.id}'`"), pool('{ connectionTimeoutMillis: 500 }')),
  'not-applicable': plain,
  unknown: service(asked('statementFor(req.params.id)'), `${pool('{ connectionTimeoutMillis: 500 }')}\nimport { statementFor } from 'some-package';`),
};

export const securityProjects: ProjectsByItem = {
  'sql-injection': sqlInjection,
};
