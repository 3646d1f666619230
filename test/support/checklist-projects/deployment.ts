import { plain, pool, query, service, type ProjectsByItem } from './shapes.js';

const library = 'export const add = (a: number, b: number) => a + b;\n';
const relational = service(query, pool('{ max: 10, connectionTimeoutMillis: 500 }'));
const closing = plain.replace('app.listen(3000);', "const server = app.listen(3000);\nprocess.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});");

export const deploymentProjects: ProjectsByItem = {
  'zero-downtime': {
    pass: { 'src/main.ts': closing, Dockerfile: 'FROM node:22-slim\nCMD ["node", "src/main.ts"]\n' },
    fail: plain,
    'not-applicable': library,
    unknown: service('  res.json({});', "import { onShutdown } from 'some-package';\nprocess.on('SIGTERM', onShutdown);"),
  },
  migrations: {
    pass: { 'src/main.ts': relational, 'migrations/0001_orders.sql': 'create table orders (id text primary key);\n' },
    fail: { 'src/main.ts': relational, Procfile: 'web: npx prisma db push && node src/main.js\n' },
    'not-applicable': plain,
    unknown: relational,
  },
};
