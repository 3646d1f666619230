import { migrationFolders, migrationsAtStart, schemaPushes, type StartMigration } from '../../src/analysis/deployment/migrating.js';
import { ownWorkloads, resourcesOfKind } from '../../src/analysis/deployment/workloads.js';
import type { ProjectView } from '../../src/analysis/project.js';
import { nameOfCall, spanOf } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-migrations';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'migrations',
    mode: 'Schema changes at deploy: data lost, instances in each other\'s way',
    summary: 'The schema changes by migrations that were written down, and once for each deploy.',
    why: 'A start that makes the schema like the code\'s drops the column that somebody renamed, with what is in it. Migrations that every instance runs when it starts stand in each other\'s way, take the time of the start-up probe, and turn one bad migration into a service that does not start at all; an instance of the old version that is started anew meets the new schema.',
    how: 'Follows what containers and processes of production start with (Dockerfiles, compose files, Procfiles, through scripts of the package.json and of the project) and looks for commands of Prisma, TypeORM, Sequelize, Knex, Drizzle, MikroORM, node-pg-migrate and others. Fails where a start makes the schema like the code\'s (`prisma db push`, `drizzle-kit push`, `schema:sync`), and where code does so without a condition (TypeORM\'s `synchronize: true`, Sequelize\'s `sync({ alter })` and `sync({ force })`). Migrations at start fail where a manifest runs several instances of the project\'s image; elsewhere they are an info. A folder of migrations passes. A container, or a release process, that only migrates is a job of its own and right.',
    coverage: { practice: 'migrations', sites: 'starts and folders of migrations' },
    level: 'warning',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Each start makes the schema like the code\'s', file: 'Dockerfile', reports: [3], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'FROM node:20-alpine\nCOPY . .\nCMD npx prisma db push --accept-data-loss && node main.js\n' },
      { title: 'TypeORM changes the tables when it connects', reports: [2], dependencies: { typeorm: '0.3.20' }, code: "import { DataSource } from 'typeorm';\nexport const db = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, synchronize: true });\n" },
      { title: 'Only where somebody develops', reports: [], dependencies: { typeorm: '0.3.20' }, code: "import { DataSource } from 'typeorm';\nexport const db = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, synchronize: process.env.NODE_ENV === 'development' });\n" },
      { title: 'A process of its own, before the new instances', file: 'Procfile', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'release: npx prisma migrate deploy\nweb: node main.js\n' },
    ],
    blindSpots: [
      'What a migration does is not read: one that drops a column which the old version still uses is not found.',
      'Migrations that code runs itself (`umzug.up()`, `dataSource.runMigrations()`) are not looked at.',
      'Whether a tool takes a lock, so that instances wait for each other, is not asked.',
    ],
    fix: { none: 'When migrations are run is a part of how the service is deployed: in a job, a step of the release or the pipeline.' },
  },
  *project(view) {
    const { project, artifacts } = view;
    const base = { rule: id, reach: 'startup', confidence: 'high', trace: [], fixes: [], data: {} } as const;
    for (const found of migrationsAtStart(artifacts)) yield { ...base, span: found.span, outcome: 'fail', ...atStart(view, found) };
    for (const { ref, what } of schemaPushes(project)) yield {
      ...base, span: spanOf(project, ref), outcome: 'fail',
      message: `${nameOfCall(project, ref)} makes the tables like the code's whenever the service starts (${what}): what was renamed is dropped, with its data`,
      help: 'Write migrations, run them once for each deploy, and switch this off, or keep it to development by a condition.',
    };
    for (const { folder, manifest } of migrationFolders(artifacts)) yield { ...base, span: { file: manifest, start: 0, end: 1 }, outcome: 'pass', message: `${folder} holds migrations` };
  },
});

function atStart({ artifacts }: ProjectView, { command, is }: StartMigration): Pick<Evidence, 'message' | 'help' | 'level' | 'covered'> {
  if (is === 'push') return { message: `Each start runs "${command}", which makes the schema like the code's: what was renamed is dropped, with its data`, help: 'Write migrations, and run them once for each deploy, in a job or a release process.' };
  const scaled = resourcesOfKind(artifacts, ['HorizontalPodAutoscaler']).length > 0 || artifacts.compose.files.some(({ value }) => value.some((s) => s.build !== undefined && (s.replicas ?? 1) > 1));
  const many = ownWorkloads(artifacts).find(({ workload: { replicas } }) => typeof replicas === 'object' && replicas.count > 1);
  const isMany = scaled || many !== undefined;
  return {
    ...(isMany ? { level: 'warning' } : { level: 'info', covered: true }),
    message: `Each instance runs "${command}" when it starts${many && typeof many.workload.replicas === 'object' ? `, and ${many.workload.name} has ${String(many.workload.replicas.count)}` : ''}: one migration that fails, or takes long, and no instance starts`,
    help: 'Run migrations once for each deploy: in a job, an init step of the release, or the pipeline.',
  };
}
