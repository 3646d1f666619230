import { hasRoutes, healthHint, healthRoutes, healthText, mentionsPath, type HealthRoute } from '../../src/analysis/deployment/health.js';
import { servingPackages, type ServingPackage } from '../../src/analysis/deployment/packages.js';
import { portFaults } from '../../src/analysis/deployment/ports.js';
import { ownWorkloads, spanInWorkload, type OwnWorkload } from '../../src/analysis/deployment/workloads.js';
import type { ProjectView } from '../../src/analysis/project.js';
import { nameOfCall, spanOf } from '../../src/analysis/site.js';
import { addHealthRoute } from '../../src/fix/add-health-route.js';
import { addHealthController } from '../../src/fix/nest-health.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-health-check';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'health-checks',
    mode: 'No health checks: traffic goes to instances that cannot serve',
    summary: 'A service says whether it is alive and ready, and its platform asks the right question.',
    why: 'Without a route that says so a platform sends requests to instances that are not ready yet, or hang for good. A liveness check that asks the database restarts every instance when the database is slow, and makes a short outage a long one. A probe of a path that nobody answers never lets a deploy finish.',
    how: 'Looks at each package that opens a server: passes with a route named after health (`/health`, `/healthz`, `/ready`, `/livez`, `/ping`, `/status`, also by controller or file), fails when its routes are seen and neither a route nor anything else in the project is named so. Looks at the probes of Kubernetes workloads that run an image of this project: fails when the path that a probe asks stands nowhere in the code while other health routes do, when a probe or a Service asks a port on which no server of the project listens (all ports seen, one container), and when the route of a liveness probe, or one named after liveness, queries a database or calls another service.',
    coverage: { practice: 'health checks', sites: 'packages with servers, and probes' },
    level: 'warning',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Nothing says how the service is', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/orders', (req, res) => res.json([]));\napp.listen(3000);\n" },
      { title: 'The database restarts the service', reports: [5], code: "import express from 'express';\nimport pg from 'pg';\nconst pool = new pg.Pool();\nconst app = express();\napp.get('/livez', async (req, res) => {\n  await pool.query('SELECT 1');\n  res.send('ok');\n});\napp.listen(3000);\n" },
      { title: 'A route for each question', reports: [], code: "import express from 'express';\nimport pg from 'pg';\nconst pool = new pg.Pool();\nconst app = express();\napp.get('/livez', (req, res) => res.send('ok'));\napp.get('/readyz', async (req, res) => {\n  await pool.query('SELECT 1');\n  res.send('ok');\n});\napp.listen(3000);\n" },
      { title: 'A router that is mounted for it', reports: [], code: "import express, { Router } from 'express';\nconst health = Router();\nhealth.get('/', (req, res) => res.send('ok'));\nconst app = express();\napp.use('/healthz', health);\napp.listen(3000);\n" },
    ],
    blindSpots: [
      'Whether a readiness check asks everything that the service needs, and with which deadline, is not judged.',
      'Probes by TCP, gRPC and commands are taken as they are.',
      'A health route under a name of its own is not recognised.',
    ],
    fix: { offers: 'Answers /livez behind the statement that makes an application of Express, Fastify or Hono, and by a controller in a file of its own with Nest. What a readiness check has to ask only the team knows, and so is which path or port a probe should have been given.' },
  },
  *project(view) {
    const packages = servingPackages(view.project, view.artifacts);
    const routes = packages.flatMap(({ dir }) => healthRoutes(view.project, view.artifacts, dir));
    for (const one of packages) yield judgePackage(view, one);
    for (const route of routes.filter(({ path }) => /(?:^|\/)(?:live|livez|liveness)$/i.test(path))) yield* judgeLiveness(view, route, undefined);
    for (const one of packages.length === 0 ? [] : ownWorkloads(view.artifacts)) {
      yield* judgeProbes(view, one, routes);
      yield* judgePorts(view, one);
    }
  },
});

const base = { rule: id, reach: 'request', confidence: 'medium', fixes: [], trace: [], data: {} } as const;

function judgePackage({ project, artifacts }: ProjectView, { dir, servers: [server] }: ServingPackage): Evidence {
  const span = server ? spanOf(project, server.ref) : { file: dir, start: 0, end: 0 };
  const name = server ? nameOfCall(project, server.ref) || server.library : dir;
  const [route] = healthRoutes(project, artifacts, dir);
  if (route) return { ...base, span, outcome: 'pass', message: `${name} answers ${route.path}` };
  const text = healthText(project, artifacts, dir);
  if (text !== undefined) return { ...base, span, outcome: 'pass', message: `${name} answers ${text}` };
  const hint = healthHint(project);
  if (hint !== undefined) return { ...base, span, outcome: 'unknown', message: `${name}: no route is named after health, and ${hint} may be one` };
  if (!hasRoutes(project, artifacts, dir)) return { ...base, span, outcome: 'unknown', message: `${name}: its routes are not seen` };
  return {
    ...base, span, outcome: 'fail', fixes: !server ? [] : server.entry.startsWith('nest') ? addHealthController(project, server) : addHealthRoute(project, server),
    message: `${name} has no health check: a platform cannot tell an instance that hangs, or is not ready, from one that serves`,
    help: 'Add /livez, which answers at once and asks nobody, and /readyz, which asks what the service cannot do without, with a short deadline.',
  };
}

function* judgeLiveness({ project }: ProjectView, { path, at, registered, cost }: HealthRoute, asked: string | undefined): Iterable<Evidence> {
  const facts = project.evaluator.facts(at.file)?.functions[at.fn];
  if (!facts) return;
  const span = registered ? spanOf(project, registered) : { file: at.file, start: facts.nameRange[0], end: facts.nameRange[1] };
  if (!cost) yield { ...base, span, outcome: 'pass', message: `${path} asks nobody` };
  else yield {
    ...base, span, outcome: 'fail', trace: [{ span: spanOf(project, cost.at), message: `${cost.kind === 'query' ? 'queries' : 'calls another service'} here` }],
    message: `${asked ?? path} says whether the process is alive, and ${cost.kind === 'query' ? 'asks the database' : 'calls another service'}: when that is slow, every instance is restarted`,
    help: 'Let liveness answer without asking anybody; ask dependencies in the readiness check.',
  };
}

function* judgeProbes(view: ProjectView, own: OwnWorkload, routes: readonly HealthRoute[]): Iterable<Evidence> {
  for (const [name, { http }] of own.container.probes) {
    if (http?.path === undefined || http.path === '/') continue;
    const { path } = http;
    const span = spanInWorkload(own, http.range);
    const answering = routes.find((route) => path.endsWith(route.path) || route.path.endsWith(path.replace(/^\//, '')));
    if (answering ?? mentionsPath(view.project, path)) yield { ...base, span, outcome: 'pass', message: `${path} is answered` };
    else if (routes.length === 0) yield { ...base, span, outcome: 'unknown', message: `${path}: where it is answered is not seen` };
    else yield { ...base, span, outcome: 'fail', message: `The ${name} asks ${path}, which stands nowhere in the code, while ${routes[0]?.path ?? ''} is answered: the workload never becomes ready, or is restarted for ever`, help: `Ask ${routes[0]?.path ?? ''}, or add the route.` };
    if (answering?.cost && name === 'livenessProbe') yield* judgeLiveness(view, answering, `The route of the liveness probe, ${path},`);
  }
}

function* judgePorts({ project, artifacts }: ProjectView, own: OwnWorkload): Iterable<Evidence> {
  for (const { span, by, port, listens } of portFaults(project, artifacts, own)) yield {
    ...base, span, outcome: 'fail',
    message: `${by} asks port ${String(port)}, and the code listens on ${listens.join(', ')}: nobody answers there`,
    help: `Ask port ${listens.join(' or ')}, or set the port that the code listens on.`,
  };
}
