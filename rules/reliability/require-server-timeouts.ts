import type { Project } from '../../src/analysis/project.js';
import { faultsOf, timeInWords, type ServerFault } from '../../src/analysis/server-faults.js';
import { serversOf, type Server } from '../../src/analysis/servers.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { socketServersIn, type SocketServer } from '../../src/analysis/sockets/silent-sockets.js';
import { setServerTimes } from '../../src/fix/server-time.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-server-timeouts';

/** The idle time of AWS's, Google's and most other load balancers, in milliseconds. */
const balancerIdle = 60_000;

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'timeouts',
    mode: 'No timeouts: hanging requests consume resources',
    summary: 'Servers give up on requests that do not arrive, and outlive the load balancer\'s connections.',
    why: 'A server that closes idle connections before its load balancer does loses the request that is on its way: a sporadic 502 that no log of the service explains. A server that waits for ever for a request to arrive is held down by a few slow clients.',
    how: 'Looks at each call that opens an HTTP server (`listen`, `serve`, hapi\'s `start`), with the options it was made with and the timeouts assigned to it, here or in a function that gets it. Fails when the arrival of a request is not bounded: `requestTimeout` or `headersTimeout` switched off without a `timeout` in their place; where a library\'s default does that, as Fastify\'s, it is an info. Fails when `keepAliveTimeout` is 60 s or less and the code says that a proxy stands in front (`trust proxy`, Fastify\'s `trustProxy`, Koa\'s `proxy`); where it does not say so and nobody has set any timeout of the server, that is an info. A `keepAliveTimeout` that somebody chose counts as right where no balancer is seen. `headersTimeout` may be below `keepAliveTimeout`: since Node 12.19 an idle connection does not count. It also looks at servers of plain sockets (`net`, `tls`) that listen on a port: they fail when nothing ends the connection of a client that says nothing, `socket.setTimeout`, `setKeepAlive`, `keepAlive`; where clients may well be silent for long, that is an info. Servers on a port that the system chooses are left out; values and servers that cannot be seen are unknown.',
    coverage: { practice: 'server timeouts', sites: 'servers' },
    level: 'warning',
    gate: ['createServer', 'listen(', 'listenAsync(', 'serve(', 'serve as', 'start('],
    options: { loadBalancerIdleMs: { default: balancerIdle, minimum: 1, summary: 'Milliseconds for which the load balancer in front keeps idle connections.' } },
    examples: [
      { title: 'A connection lives for 5 s behind a proxy that keeps it for 60 s', reports: [4], code: "import express from 'express';\nconst app = express();\napp.set('trust proxy', 1);\napp.listen(3000);\n" },
      { title: 'Nothing ends a request that never arrives', reports: [3], code: "import { createServer } from 'node:http';\nconst server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, (req, res) => res.end('ok'));\nserver.listen(3000);\n" },
      { title: 'Above the idle time of the load balancer', reports: [], code: "import express from 'express';\nconst app = express();\napp.set('trust proxy', 1);\nconst server = app.listen(3000);\nserver.keepAliveTimeout = 65_000;\n" },
      { title: 'Uploads that take hours: the idle time is bounded instead', reports: [], code: "import { createServer } from 'node:http';\nconst server = createServer((req, res) => req.pipe(store()).on('finish', () => res.end()));\nserver.requestTimeout = 0;\nserver.timeout = 120_000;\nserver.keepAliveTimeout = 65_000;\nserver.listen(3000);\ndeclare function store(): NodeJS.WritableStream;\n" },
    ],
    blindSpots: [
      'Load balancers that only manifests show (Kubernetes, an ALB in Terraform) are not seen yet.',
      'A server that a package makes and opens by itself is not seen.',
      'How long a handler takes to answer is not bounded by any of these times, and is not judged here.',
    ],
    fix: { offers: 'Sets keepAliveTimeout above the idle time of the load balancer, and requestTimeout to 300 s where it is off: in place of what is written, as options of Fastify, or behind the call that opens the server. Not for servers of plain sockets.' },
  },
  *file({ file, project, options }) {
    for (const server of serversOf(project)) if (server.ref.file === file) yield* judge(project, server, options['loadBalancerIdleMs'] ?? balancerIdle);
    for (const server of socketServersIn(project, file)) yield ofSockets(project, server);
  },
});

function* judge(project: Project, server: Server, idle: number): Iterable<Evidence> {
  const { reach, trace } = wayTo(project, server.ref);
  // Nobody balances the load of a script.
  if (reach === 'script') return;
  const name = nameOfCall(project, server.ref);
  const made = server.maker ? [{ span: spanOf(project, server.maker), message: `${nameOfCall(project, server.maker)} makes the server` }] : [];
  const base = { rule: id, span: spanOf(project, server.ref), reach, trace: [...trace, ...made], confidence: 'high', fixes: [], data: { library: server.entry, call: name } } as const;
  const faults = server.unseen === undefined ? faultsOf(project, server, idle) : [];
  const doubt = [...server.times.values()].find((time) => time.state === 'unknown' || time.state === 'needs');
  const why = server.unseen ?? (doubt && `${doubt.name} is ${doubt.state === 'unknown' ? doubt.why : 'the caller\'s to give'}`);
  if (faults.length > 0) yield { ...base, outcome: 'fail', ...joined(faults), fixes: setServerTimes(project, server, faults) };
  else if (why !== undefined) yield { ...base, outcome: 'unknown', message: `${name}: ${why}` };
  else yield { ...base, outcome: 'pass', message: `${name}: ${[...server.times.values()].flatMap((time) => timeInWords(project, server, time)).join(', ')}` };
}

/** A client that opens a connection and says nothing costs it nothing, and the server a socket. */
function ofSockets(project: Project, { ref, handler, verdict }: SocketServer): Evidence {
  const name = nameOfCall(project, ref);
  const { reach, trace } = wayTo(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace: [...trace, { span: handler, message: 'this gets each connection' }], confidence: 'high', fixes: [], data: { library: 'net', call: name } } as const;
  if (verdict.is === 'ends') return { ...base, outcome: 'pass', message: `${name}: ${verdict.by} ends what has gone silent` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  return {
    ...base, outcome: 'fail', level: verdict.short && reach !== 'script' ? 'warning' : 'info',
    message: `${name} opens a server that keeps the connection of a client that says nothing for ever: sockets of Node have no timeout, and those that have gone away without a word are never noticed, until all descriptors are taken`,
    help: verdict.short ? 'Call socket.setTimeout(10_000, () => socket.destroy()) for each connection.' : 'Call socket.setTimeout(…, () => socket.destroy()) for each connection, or socket.setKeepAlive(true) where clients may be silent.',
  };
}

function joined(faults: readonly ServerFault[]): Pick<Evidence, 'level' | 'covered' | 'message' | 'help'> {
  const level = faults.some((f) => f.level === 'warning') ? 'warning' : 'info';
  return { level, ...(level === 'info' && faults.every((f) => f.covered) && { covered: true }), message: faults.map((f) => f.message).join('; '), help: faults.map((f) => f.help).join(' ') };
}
