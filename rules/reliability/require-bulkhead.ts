import { callKey } from '../../src/analysis/abstract.js';
import { connectionLimitOf } from '../../src/analysis/dependencies/connection-limits.js';
import { askedByRequests, dependenciesOf, type Dependency } from '../../src/analysis/dependencies/dependencies.js';
import { guardedCallsOf } from '../../src/analysis/dependencies/guarded-calls.js';
import type { OutboundCall } from '../../src/analysis/deadline/outbound.js';
import type { Project } from '../../src/analysis/project.js';
import { callsOfClient, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-bulkhead';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'capacity',
    mode: 'Bulkhead Pattern',
    summary: 'No single service that requests wait for can take all that the process has.',
    why: 'Without a bound, each request that needs a slow service waits in it, and there are as many of them as callers. They take memory, sockets and the patience of clients from all requests that do not need it. A limit on how many calls there are at a time, for each service, lets the rest go on.',
    how: 'Groups the calls of the whole project by whom they ask, and looks, for each service that requests wait for, for something that bounds how many calls there are at a time: an agent or a dispatcher of the client that limits its connections (those of Node and undici do not by default), or a limiter, a bulkhead or a queue around its calls. It says what is missing once for each dependency. Where the address is not seen, nothing is asked.',
    coverage: { practice: 'asked by a bounded number of calls', sites: 'services that requests wait for' },
    level: 'info',
    scope: 'project',
    gate: ['catalog'],
    examples: [
      { title: 'As many calls as there are requests', reports: [5], code: "import express from 'express';\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const response = await fetch(`https://prices.example.com/${req.params.id}`, { signal: AbortSignal.timeout(2_000) });\n  res.json(await response.json());\n});\napp.listen(3000);\n", dependencies: { express: '5.1.0' } },
      { title: 'A client without an agent', reports: [7], code: "import axios from 'axios';\nimport express from 'express';\nconst prices = axios.create({ baseURL: 'https://prices.example.com', timeout: 2_000 });\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const { data } = await prices.get(`/prices/${req.params.id}`);\n  res.json(data);\n});\napp.listen(3000);\n", dependencies: { axios: '1.7.0', express: '5.1.0' } },
      { title: 'An agent with so many sockets', reports: [], code: "import { Agent } from 'node:https';\nimport axios from 'axios';\nimport express from 'express';\nconst prices = axios.create({ baseURL: 'https://prices.example.com', timeout: 2_000, httpsAgent: new Agent({ maxSockets: 50 }) });\nconst app = express();\napp.get('/price/:id', async (req, res) => {\n  const { data } = await prices.get(`/prices/${req.params.id}`);\n  res.json(data);\n});\napp.listen(3000);\n", dependencies: { axios: '1.7.0', express: '5.1.0' } },
      { title: 'A limiter', reports: [], code: "import express from 'express';\nimport pLimit from 'p-limit';\nconst limit = pLimit(20);\nconst app = express();\napp.get('/price/:id', async (req, res) => {\n  const price = await limit(() => fetch(`https://prices.example.com/${req.params.id}`, { signal: AbortSignal.timeout(2_000) }));\n  res.json(await price.json());\n});\napp.listen(3000);\n", dependencies: { express: '5.1.0', 'p-limit': '7.1.1' } },
    ],
    blindSpots: [
      'An agent or a dispatcher that is neither one of Node, agentkeepalive nor undici is unknown.',
      'A limit in a service mesh, or on how many requests the server takes at all, is not seen.',
      'One pool of database connections for requests and batch work alike is not seen.',
    ],
    fix: { none: 'How many calls the other side bears is not known here, and a wrong number is an outage of its own.' },
  },
  *file({ file, project }) {
    if (project.partial) return;
    for (const dependency of dependenciesOf(project)) {
      const asked = askedByRequests(project, dependency);
      const [first] = asked;
      if (first?.ref.file === file) yield judge(project, dependency, first, asked);
    }
  },
});

function judge(project: Project, { name, calls }: Dependency, first: OutboundCall, asked: readonly OutboundCall[]): Evidence {
  const { limit } = guardedCallsOf(project);
  const { reach, trace } = wayTo(project, first.ref);
  const base = { rule: id, span: spanOf(project, first.ref), reach, confidence: 'medium' as const, fixes: [], data: { dependency: name, asking: calls.length } };
  const unguarded = asked.filter((call) => !limit.has(callKey(call.ref))).map((call) => ({ ...call, limited: connectionLimitOf(project, call) }));
  const open = unguarded.filter(({ limited }) => limited === 'open');
  if (open.length === 0 && unguarded.some(({ limited }) => limited === 'unknown')) return { ...base, trace, outcome: 'unknown', message: `what the client of ${name} is given may bound its connections` };
  if (open.length === 0) return { ...base, trace, outcome: 'pass', message: `how many calls ask ${name} at a time is bounded` };
  return {
    ...base, outcome: 'fail', level: 'info', trace: [...trace, ...callsOfClient(project, open.map(({ ref }) => ref))],
    message: `Nothing bounds how many requests wait for ${name} at a time: when it is slow, they take the memory and the sockets of all the others.`,
    help: `Give its client an agent with maxSockets, or undici's Agent with connections, or make the calls through a limiter such as p-limit that is made once for ${name}.`,
  };
}
