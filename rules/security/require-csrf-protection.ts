import { judgedSessions, type JudgedSession } from '../../src/analysis/security/web/forgeable-sessions.js';
import type { Project } from '../../src/analysis/project.js';
import { placeOf, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-csrf-protection';

export default defineRule({
  meta: {
    id,
    area: 'security',
    item: 'csrf',
    mode: 'CSRF: another site acts for who is logged in',
    summary: 'Where a cookie says who is logged in, requests that another site made the browser send are refused.',
    why: 'A browser sends the cookies of a service along with every request to it, also with a form that another site submits without being asked. To the service such a request looks like one of its own pages: the order is placed, the address changed, the account deleted, by somebody who only opened a page.',
    how: 'Finds sessions in cookies: those of libraries (express-session, cookie-session, koa-session, @fastify/session and secure-session, iron-session, NextAuth, Lucia, better-auth), and cookies that the code sets and that something reads which turns requests away. Each passes with SameSite lax or strict, set or by default of the library. Else it takes the routes that change something (POST, PUT, PATCH, DELETE) and that ask this session who is there, in the tree of routes with what stands in front of them, across files. It passes where all of them have a guard: csurf, csrf-csrf, csrf-sync, lusca, koa-csrf, csrf of Hono, @fastify/csrf-protection, or code of the project that refuses by Origin, Referer, Sec-Fetch-Site or a header that no form sends, or compares a token that was sent with one of the session or a cookie. It fails, once for each session, where a form can reach one of them without. What has no session in a cookie (bearer tokens, `session: false`) is not concerned; routes that only read JSON, guards that are not seen and routes that are mounted out of sight are unknown.',
    coverage: { practice: 'guarded sessions', sites: 'sessions in cookies' },
    level: 'warning',
    weakness: 352,
    scope: 'project',
    gate: [],
    examples: [
      { title: 'A session, and a form that any site can send', reports: [5], dependencies: { express: '5.1.0', 'express-session': '1.18.1' }, code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(express.urlencoded({ extended: false }));\napp.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false }));\napp.use((req, res, next) => {\n  if (req.session.userId) next();\n  else res.sendStatus(401);\n});\napp.post('/email', (req, res) => {\n  res.json({ email: req.body.email });\n});\n" },
      { title: 'SameSite is switched off for a partner, and for everybody else with it', reports: [5], dependencies: { express: '5.1.0', 'express-session': '1.18.1' }, code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(express.urlencoded({ extended: false }));\napp.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false, cookie: { sameSite: 'none', secure: true } }));\napp.post('/orders', (req, res) => {\n  if (!req.session.userId) return res.sendStatus(401);\n  res.json({ item: req.body.item });\n});\n" },
      { title: 'The cookie stays at home', reports: [], dependencies: { express: '5.1.0', 'express-session': '1.18.1' }, code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(express.urlencoded({ extended: false }));\napp.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }));\napp.use((req, res, next) => {\n  if (req.session.userId) next();\n  else res.sendStatus(401);\n});\napp.post('/email', (req, res) => {\n  res.json({ email: req.body.email });\n});\n" },
      { title: 'What comes from elsewhere is refused', reports: [], dependencies: { express: '5.1.0', 'express-session': '1.18.1' }, code: "import express from 'express';\nimport session from 'express-session';\nconst app = express();\napp.use(express.urlencoded({ extended: false }));\napp.use(session({ secret: String(process.env.SECRET), resave: false, saveUninitialized: false }));\napp.use((req, res, next) => {\n  if (req.method !== 'GET' && req.get('origin') !== 'https://shop.example') res.sendStatus(403);\n  else next();\n});\napp.post('/email', (req, res) => {\n  if (!req.session.userId) return res.sendStatus(401);\n  res.json({ email: req.body.email });\n});\n" },
    ],
    blindSpots: [
      'Where a cookie has no SameSite, Chrome and its kin treat it as lax after two minutes; Firefox and Safari do not by default, so it counts as unset.',
      'SameSite=lax does not protect GET requests that change something, nor from other subdomains.',
      'A check of a gateway in front of the service is not seen: switch the rule off where one stands there.',
      'A condition by which SameSite differs between production and development is unknown.',
      'Routes that frameworks find by files (Next.js, SvelteKit, Remix), and those of GraphQL and tRPC, are not looked at.',
      'A token is taken to be compared right: how it is made and kept is not asked.',
    ],
    fix: { none: 'SameSite=Lax breaks sign-in from other sites and pages that are embedded: whether there are any is known by the team.' },
  },
  *project({ project }) {
    for (const judged of judgedSessions(project)) yield evidenceOf(project, judged);
  },
});

function evidenceOf(project: Project, { session: { ref, name, cookie, sameSite }, is, routes, hasOthers, why }: JudgedSession): Evidence {
  const { reach } = wayTo(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach: reach === 'script' ? reach : ('request' as const), confidence: 'medium', fixes: [], data: { call: name } } as const;
  const what = cookie === undefined ? `The session of ${name}` : `The cookie ${cookie}, which says who is logged in,`;
  if (is === 'same-site') return { ...base, trace: [], outcome: 'pass', message: `${what} ${sameSite === 'checked' ? 'is checked by the library' : 'is kept from requests of other sites by SameSite'}` };
  if (is === 'guarded') return { ...base, trace: [], outcome: 'pass', message: `All routes of ${name} that change something refuse forged requests` };
  if (is === 'unknown') return { ...base, trace: [], outcome: 'unknown', message: `${name}: ${why ?? 'what protects it is not seen'}` };
  const shown = routes.slice(0, 3);
  return {
    ...base, outcome: 'fail', trace: shown.map((route): TraceStep => ({ span: spanAt(project, route.at), message: `${route.name} can be sent by another site` })),
    message: `${what} ${sameSite === 'open' ? 'goes along with requests of other sites (SameSite=None)' : 'has no SameSite'}, and nothing refuses forged requests in front of ${routes.length === 1 ? '' : `${String(routes.length)} routes${hasOthers ? ', while others have a guard' : ''}: `}${shown.map((r) => `${r.name} (${placeOf(project, spanAt(project, r.at))})`).join(', ')}${routes.length > shown.length ? ' and more' : ''}. A page elsewhere can act for whoever is logged in`,
    help: "Set sameSite: 'lax' on the cookie; where other sites must send it, compare a token (csrf-csrf, @fastify/csrf-protection) or refuse a foreign Origin before these routes.",
  };
}

function spanAt(project: Project, at: JudgedSession['routes'][number]['at']): TraceStep['span'] {
  if ('call' in at) return spanOf(project, at);
  const range = project.evaluator.facts(at.file)?.functions[at.fn]?.nameRange ?? [0, 0];
  return { file: at.file, start: range[0], end: range[1] };
}
