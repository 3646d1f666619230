import { plain, pool, query, service, type ProjectsByItem } from './shapes.js';

const library = 'export const add = (a: number, b: number) => a + b;\n';
const relational = service(query, pool('{ max: 10, connectionTimeoutMillis: 500 }'));
const closing = plain.replace('app.listen(3000);', "const server = app.listen(3000);\nprocess.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});");

const unleash = "import { initialize } from 'unleash-client';\nexport const unleash = initialize({ url: 'http://flags.internal', appName: 'shop' });\nunleash.on('error', console.error);";

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
  rollback: {
    pass: { 'src/main.ts': plain, '.github/workflows/deploy.yml': 'on: push\njobs:\n  deploy:\n    steps:\n      - run: helm upgrade --install shop ./chart --atomic\n' },
    fail: { 'src/main.ts': plain, 'infra/shop.tf': 'resource "aws_ecs_service" "shop" {\n  deployment_circuit_breaker {\n    enable   = true\n    rollback = false\n  }\n}\n' },
    'not-applicable': library,
    unknown: plain,
  },
  'feature-flags': {
    pass: service("  res.json(unleash.isEnabled('orders'));", unleash),
    fail: service('  res.json({});', unleash),
    'not-applicable': library,
    unknown: plain,
  },
  canary: {
    pass: { 'src/main.ts': plain, 'infra/shop.tf': 'resource "aws_codedeploy_deployment_group" "shop" {\n  deployment_config_name = "CodeDeployDefault.ECSCanary10Percent5Minutes"\n}\n' },
    fail: { 'src/main.ts': plain, 'infra/shop.tf': 'resource "aws_codedeploy_deployment_group" "shop" {\n  deployment_config_name = "CodeDeployDefault.ECSAllAtOnce"\n}\n' },
    'not-applicable': library,
    unknown: plain,
  },
};
