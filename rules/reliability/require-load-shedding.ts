import type { Project } from '../../src/analysis/project.js';
import { isOpenApplication } from '../../src/analysis/routes/open-application.js';
import { registrationsOf } from '../../src/analysis/routes/registrations.js';
import { sheddingOf } from '../../src/analysis/routes/shedding.js';
import { serversOf, type Server } from '../../src/analysis/servers.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-load-shedding';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'capacity',
    mode: 'Cascading failure: an overloaded service takes more work than it can do',
    summary: 'A server refuses requests when it has more than it can do.',
    why: 'A server that takes every request gets slower with each of them: all of them wait, clients give up and try again, and work is done for answers that nobody waits for any more. From some point on nothing is answered in time, and it stays so after the peak is over. Who is told 503 at once can go elsewhere, or come later.',
    how: 'Looks at each call that opens an HTTP server. It passes when something in its package refuses requests under load: @fastify/under-pressure, overload-protection, toobusy-js, `maxConnections` of the server, or a function in front of the handlers that answers 503 depending on a comparison, such as one of the requests in progress with a limit. Else it is an info: whether a balancer in front of it does the same cannot be seen.',
    coverage: { practice: 'load shedding', sites: 'servers' },
    level: 'info',
    gate: ['listen(', 'listenAsync(', 'serve(', 'serve as', 'start('],
    examples: [
      { title: 'It takes all that comes', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => { res.send('ok'); });\napp.listen(3000);\n" },
      { title: 'A plain server without a limit of connections', reports: [3], code: "import { createServer } from 'node:http';\nconst server = createServer((req, res) => { res.end('ok'); });\nserver.listen(3000);\n" },
      { title: 'Fastify under pressure', reports: [], code: "import fastify from 'fastify';\nimport underPressure from '@fastify/under-pressure';\nconst app = fastify();\nawait app.register(underPressure, { maxEventLoopDelay: 1000 });\nawait app.listen({ port: 3000 });\n" },
      { title: 'It counts the requests in progress', reports: [], code: "import express from 'express';\nconst app = express();\nlet active = 0;\napp.use((req, res, next) => {\n  if (active >= 200) {\n    res.status(503).end();\n    return;\n  }\n  active++;\n  res.on('close', () => { active--; });\n  next();\n});\napp.get('/', (req, res) => { res.send('ok'); });\napp.listen(3000);\n" },
    ],
    blindSpots: [
      'Load balancers, meshes and platforms that bound concurrency are not seen.',
      'Whether a limit is reached before the service is too slow is not asked: @fastify/under-pressure without options refuses nothing.',
      'A limit on one route, or one that waits instead of refusing, is none here.',
    ],
    fix: { none: 'From which load on requests are refused has to be measured, and which of them may be refused is known by the team.' },
  },
  *file({ file, project }) {
    for (const server of serversOf(project)) {
      if (server.ref.file !== file) continue;
      const evidence = judge(project, server);
      if (evidence) yield evidence;
    }
  },
});

/** Other files may get hold of what answers its requests, or bring what stands in front. */
function isOpenServer(project: Project, { parts, ref }: Server): boolean {
  if (registrationsOf(project).some(({ given }) => given.flat().some((v) => v.is === 'unknown'))) return true;
  return [...parts].some((key) => {
    const [file = '', call] = key.split('#');
    return file !== ref.file || isOpenApplication(project, { file, call: Number(call) });
  });
}

function judge(project: Project, server: Server): Evidence | undefined {
  const { reach, trace } = wayTo(project, server.ref);
  // Nobody floods a script.
  if (reach === 'script') return undefined;
  const name = nameOfCall(project, server.ref);
  const base = { rule: id, span: spanOf(project, server.ref), reach, trace, confidence: 'medium', fixes: [], data: { library: server.entry, call: name } } as const;
  const found = sheddingOf(project, server);
  if (found) return { ...base, outcome: 'pass', message: `Load is shed by ${found.by}${found.at ? ` at ${placeText(project, found.at)}` : ''}` };
  if (project.partial && isOpenServer(project, server)) return { ...base, outcome: 'unknown', message: `${name}: other files may refuse requests under load` };
  return { ...base, outcome: 'fail', level: 'info', message: `${name} opens a server that takes every request: under more load than it can bear all of them get slow, and none is told to come later`, help: 'Refuse with 503 and Retry-After above a limit of requests in progress or of event loop lag, for example with @fastify/under-pressure or overload-protection.' };
}
