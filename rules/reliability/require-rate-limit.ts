import { applicationsOf, type Application, type JudgedRoute } from '../../src/analysis/routes/applications.js';
import { isOpenApplication } from '../../src/analysis/routes/open-application.js';
import type { CostKind } from '../../src/analysis/routes/costs.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import { limitRoutes } from '../../src/fix/limit-routes.js';
import type { Evidence, Level, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-rate-limit';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'rate-limiting',
    mode: 'No rate limiting: abuse takes the system down',
    summary: 'A client can call what is costly, or what checks a password, only so often.',
    why: 'Without a limit one client can try passwords as fast as the service answers, and hashing each of them takes the processor from everybody else; it can have mail sent to strangers, use up a paid API, or keep the database busy until the service fails for all.',
    how: 'Builds the tree of routes: what stands in front of each handler, in the order in which it is registered (`use`, routers and functions that are given the app, in other files as well, prefixes, arrays of middleware, hooks and plugins of Fastify with their scopes, guards, providers and decorators of Nest). A route counts when its handler leads to a call that hashes or compares a password, sends mail, or leaves the process. Where there are routes that check passwords or send mail, those are asked, else all of them. It passes for each that a limiter stands in front of: a limiter of the catalog, wrapped or exported from elsewhere, or a function that answers 429 or throws an error that stands for it. It fails, once for each server, for all that have none; a limiter that is registered after the routes, a plugin with `global: false` that no route asks for, and a ThrottlerModule without a bound guard limit nothing. Where all that is open are queries and calls of other services, it is an info. What is mounted where it cannot be seen, and packages that may be limiters, are unknown.',
    coverage: { practice: 'rate limits', sites: 'costly routes' },
    level: 'warning',
    weakness: 770,
    gate: ['express', 'fastify', 'Fastify', 'oa', 'Hono', 'restify', 'polka', 'connect', 'outer', 'NestFactory'],
    examples: [
      { title: 'Passwords can be tried without end', reports: [3], code: "import express from 'express';\nimport bcrypt from 'bcrypt';\nconst app = express();\napp.post('/login', async (req, res) => {\n  const user = await find(req.body.name);\n  res.sendStatus((await bcrypt.compare(req.body.password, user.hash)) ? 204 : 401);\n});\ndeclare function find(name: string): Promise<{ hash: string }>;\n" },
      { title: 'The limiter comes after the route', reports: [4], code: "import express from 'express';\nimport { rateLimit } from 'express-rate-limit';\nimport bcrypt from 'bcrypt';\nconst app = express();\napp.post('/login', async (req, res) => {\n  res.sendStatus((await bcrypt.compare(req.body.password, String(process.env.HASH))) ? 204 : 401);\n});\napp.use(rateLimit({ limit: 100 }));\n" },
      { title: 'The login has a limiter of its own', reports: [], code: "import express from 'express';\nimport { rateLimit } from 'express-rate-limit';\nimport bcrypt from 'bcrypt';\nconst app = express();\nconst limit = rateLimit({ limit: 5, windowMs: 60_000 });\napp.post('/login', limit, async (req, res) => {\n  res.sendStatus((await bcrypt.compare(req.body.password, String(process.env.HASH))) ? 204 : 401);\n});\n" },
      { title: 'A limiter that is written by hand', reports: [], code: "import express from 'express';\nimport bcrypt from 'bcrypt';\nconst app = express();\nlet tries = 0;\nsetInterval(() => { tries = 0; }, 60_000);\napp.use((req, res, next) => {\n  if (++tries > 100) res.status(429).end();\n  else next();\n});\napp.post('/login', async (req, res) => {\n  res.sendStatus((await bcrypt.compare(req.body.password, String(process.env.HASH))) ? 204 : 401);\n});\n" },
    ],
    blindSpots: [
      'A limit of a gateway, a load balancer or a CDN in front of the service is not seen: switch the rule off where one stands there.',
      'Whether a limit is low enough, and by which key it counts, is not asked.',
      'Routes of frameworks that find their handlers by files (Next.js, SvelteKit, Remix, Nitro), and of GraphQL, tRPC and hapi, are not looked at.',
      'A limiter that counts in the memory of one instance passes here: no-instance-state looks at that.',
    ],
    fix: { offers: 'Puts a limiter in front of routes that are registered in place: express-rate-limit as a middleware, @fastify/rate-limit as a plugin behind the application with a limit in the config of each route, the guard of @nestjs/throttler on each method and its module in that of the application. 20 requests in a quarter of an hour where passwords are tried or mail is sent, else 100 in a minute. Not for other frameworks, and not where a plugin of Fastify cannot be waited for.' },
  },
  *file({ file, project }) {
    for (const application of applicationsOf(project, 'too many')) {
      if (application.made.file !== file) continue;
      yield* judge(project, application);
    }
  },
});

/** What the platform asks, all the time. */
const probe = /\/(?:health\w*|healthz|ready|readyz|readiness|live|livez|liveness|metrics)$/i;
/** What a person would try first. */
const precious: ReadonlySet<CostKind> = new Set(['password', 'mail']);
const ranks: readonly CostKind[] = ['password', 'mail', 'request', 'query'];
const words: Readonly<Record<CostKind, string>> = { password: 'handles a password', mail: 'sends mail', request: 'calls another service', query: 'queries' };

/** Where passwords are checked or mail is sent, those routes are what counts; else all that leave the process. */
function* judge(project: Project, application: Application): Iterable<Evidence> {
  const costly = application.routes.flatMap((route) => (route.cost && !probe.test(route.name) ? [{ ...route, kind: route.cost.kind }] : [])).toSorted((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind));
  if (costly.length === 0) return;
  const hasPrecious = costly.some(({ kind }) => precious.has(kind));
  const asked = costly.filter(({ kind }) => !hasPrecious || precious.has(kind));
  const limited = asked.filter((r) => r.refused === 'yes');
  const open = asked.filter((r) => r.refused === 'no');
  const doubtful = asked.filter((r) => r.refused === 'unknown');
  const { reach } = wayTo(project, application.made);
  const base = { rule: id, span: spanOf(project, application.made), trace: [], reach: reach === 'script' ? reach : ('request' as const), confidence: 'medium', fixes: [] } as const;
  const name = nameOfCall(project, application.made);
  const [first] = limited;
  const hidden = project.partial && isOpenApplication(project, application.made) ? 'other files may register on it' : undefined;
  const isOpen = open.length > 0 && hidden === undefined && (limited.length > 0 || doubtful.length === 0 || hasPrecious);
  // The limit stands for the routes that have one, at the first of them; what is open stands at the server.
  if (first) yield { ...base, ...(limited.length < asked.length && { span: costSpan(project, first) }), outcome: 'pass', data: { routes: costly.length, calls: limited.length }, message: `${String(limited.length)} of ${String(asked.length)} ${hasPrecious ? 'routes with passwords or mail' : 'costly routes'} of ${name} have a rate limit${first.by ? `, such as that at ${placeText(project, first.by)}` : ''}` };
  // Routes that only query weigh no more than those that have a limit: whoever limits some has the means, and may limit the others in their handlers.
  const weight = hasPrecious || limited.length === 0 ? open.length : Math.min(open.length, limited.length);
  if (isOpen) yield { ...base, data: { routes: costly.length, calls: weight }, ...failure(project, application, name, open, costly.some((r) => r.refused === 'yes')), fixes: limitRoutes(project, application.made, open, hasPrecious) };
  else if (open.length + doubtful.length > 0) yield { ...base, data: { routes: costly.length, calls: open.length + doubtful.length }, outcome: 'unknown', message: `${name}: ${hidden ?? doubtful[0]?.why ?? 'what stands in front of its routes is not all seen'}` };
}

function failure(project: Project, { idle }: Application, name: string, exposed: readonly (JudgedRoute & { readonly kind: CostKind })[], hasOthers: boolean): Pick<Evidence, 'outcome' | 'message' | 'help' | 'level' | 'trace'> {
  const worst = exposed[0]?.kind ?? 'query';
  const level: Level = precious.has(worst) ? 'warning' : 'info';
  const shown = exposed.filter((r, at) => exposed.findIndex((o) => o.name === r.name && o.kind === r.kind) === at).slice(0, 3);
  const what = exposed.length === 1 ? 'a route' : `${String(exposed.length)} routes`;
  const listed = shown.map((r) => `${r.name} (${words[r.kind]})`).join(', ');
  const said = idle ? `; the one at ${placeText(project, idle.at)} does not help: ${idle.why}` : '';
  const harm = worst === 'password' ? 'passwords can be tried as fast as the service answers' : worst === 'mail' ? 'one client can have any amount of mail sent' : 'one client can use up what all others need';
  return {
    outcome: 'fail', level, trace: shown.map((r): TraceStep => ({ span: costSpan(project, r), message: `${r.name} ${words[r.kind]} here` })),
    message: `No rate limit stands in front of ${what} of ${name}${hasOthers ? ', while others have one' : ''}: ${listed}${exposed.length > shown.length ? ' and more' : ''}${said}. ${harm[0]?.toUpperCase() ?? ''}${harm.slice(1)}`,
    help: worst === 'password' || worst === 'mail' ? 'Put a limiter with a low limit in front of these routes, and one with a higher limit in front of all; or switch this rule off where a gateway limits.' : 'Register a limiter before the routes; or switch this rule off where a gateway limits.',
  };
}

function costSpan(project: Project, { cost, at }: JudgedRoute): TraceStep['span'] {
  if (cost) return spanOf(project, cost.at);
  return 'call' in at ? spanOf(project, at) : { file: at.file, start: 0, end: 0 };
}
