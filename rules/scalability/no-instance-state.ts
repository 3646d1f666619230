import { instancesText } from '../../src/analysis/deployment/workloads.js';
import { stateGroups, type StateGroup } from '../../src/analysis/instance-state/local-state.js';
import { statelessHandlers } from '../../src/analysis/instance-state/stateless-service.js';
import { observedServices } from '../../src/analysis/observability/observed-services.js';
import type { Project } from '../../src/analysis/project.js';
import { placeOf } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-instance-state';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'horizontal-scaling',
    mode: 'Stateful services: a second instance breaks what one has kept',
    summary: 'What a later request needs is kept where all instances of the service see it.',
    why: 'As long as there is one instance, state in its memory or on its disk works. With the second one users are logged out by chance, codes are wrong, messages reach half of the people, uploads are gone; with each deployment all of it is lost at once. It is found out when the service has to be scaled, which is when it is under load.',
    how: 'Looks at what libraries keep in the process: sessions of express-session and @fastify/session without a store, sockets of socket.io without an adapter where the server sends to rooms or to all, uploads that multer writes to a folder; at rate limits that are counted in memory and at scheduled jobs that take no lock, both as info; and at Maps of a module that one request handler fills under keys of its request, and another one needs to go on (it throws or answers 4xx). Each kind is told once for each package. It passes with a store, an adapter or a storage, and the scan passes a service of whose handlers none is seen to keep anything: no collection is filled and no field or name of a module set after the start, no file is written, no cache, no connection that stays and no database that is a file is in use. A collection that the same function asks for and fills is a cache, and no site; nor is what lives with a connection. Uploads in a package that also removes files, and jobs that call something which may be a lock, are unknown.',
    coverage: { practice: 'state that instances share', sites: 'stores' },
    level: 'warning',
    gate: ['session', 'socket.io', 'multer', 'imit', 'hrottler', 'cron', 'Cron', 'chedule', 'new Map', '{}', 'Object.create('],
    examples: [
      { title: 'Sessions in memory', reports: [4], code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false }));\n" },
      { title: 'A code that only one instance knows', reports: [3], code: "import express from 'express';\nconst app = express();\nconst codes = new Map<string, string>();\napp.post('/codes', (req, res) => {\n  codes.set(String(req.body.phone), String(Math.random()).slice(2, 8));\n  res.sendStatus(204);\n});\napp.post('/login', (req, res) => {\n  const code = codes.get(String(req.body.phone));\n  codes.delete(String(req.body.phone));\n  if (code === undefined) res.status(401).end();\n  else res.json({ right: code === req.body.code });\n});\n" },
      { title: 'A store that all instances share', reports: [], code: "import express from 'express';\nimport session from 'express-session';\nimport { RedisStore } from 'connect-redis';\nconst app = express();\napp.use(session({ store: new RedisStore({ client: redis }), secret: String(process.env.SECRET), resave: false, saveUninitialized: false }));\ndeclare const redis: unknown;\n" },
      { title: 'A cache: without it the work is only done again', reports: [], code: "import express from 'express';\nconst app = express();\nconst names = new Map<string, string>();\napp.get('/names/:id', async (req, res) => {\n  const known = names.get(req.params.id);\n  const name = known ?? (await find(req.params.id));\n  if (names.size < 1000) names.set(req.params.id, name);\n  res.send(name);\n});\ndeclare function find(id: string): Promise<string>;\n" },
    ],
    blindSpots: [
      'Whether the service is meant to run as one instance is not known: switch the rule off where it is.',
      'Sticky sessions of a load balancer are not seen; they help until an instance goes away.',
      'Files that code writes by itself, databases that are a file, single values of a module, and collections whose keys are not followed are not told: they only keep a service from passing as one that keeps nothing.',
      'A store that is given counts as shared, whatever it is.',
    ],
    fix: { none: 'What is kept in the process has to move to a store that all instances share: which one, and what is done when it is away, is a decision of the team.' },
  },
  *file({ file, project }) {
    for (const group of stateGroups(project)) if (group.first.span.file === file) yield evidenceOf(project, group);
  },
  *project({ project, artifacts }) {
    for (const service of observedServices(project, artifacts)) {
      const handlers = statelessHandlers(project, artifacts, service);
      if (handlers !== undefined) yield { rule: id, span: service.span, reach: 'request', confidence: 'medium', fixes: [], trace: [], outcome: 'pass', message: `${service.name}: nothing is kept in the process, or on its disk, between the requests that its ${String(handlers)} ${handlers === 1 ? 'handler answers' : 'handlers answer'}`, data: { kind: 'handlers', handlers } };
    }
  },
});

function evidenceOf(project: Project, { first, others }: StateGroup): Evidence {
  const { kind, span, name, outcome, level, why, advice } = first;
  const base = { rule: id, span, reach: kind === 'schedule' ? ('worker' as const) : ('request' as const), confidence: 'medium', fixes: [], data: { kind, places: others.length + 1 } } as const;
  if (outcome !== 'fail') return { ...base, trace: [], outcome, message: `${name}: ${why}` };
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more, such as ${others[0] ? `${others[0].name} at ${placeOf(project, others[0].span)}` : ''})`;
  return { ...base, outcome, level, trace: others.slice(0, 5).map((o) => ({ span: o.span, message: `${o.name}: the same` })), message: `${name}${more}: ${why}${instancesText(project.artifacts)}`, help: advice };
}
