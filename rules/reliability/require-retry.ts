import { callKey } from '../../src/analysis/abstract.js';
import { askedByRequests, dependenciesOf, type Dependency } from '../../src/analysis/dependencies/dependencies.js';
import { guardedCallsOf } from '../../src/analysis/dependencies/guarded-calls.js';
import { isTriedAgainByClient } from '../../src/analysis/dependencies/own-retries-of-client.js';
import { attemptsOfClient } from '../../src/analysis/retries/products.js';
import { failsItsRequest } from '../../src/analysis/dependencies/failing-request.js';
import type { OutboundCall } from '../../src/analysis/deadline/outbound.js';
import type { Project } from '../../src/analysis/project.js';
import { failsByStatus, methodOf } from '../../src/analysis/retries/requests.js';
import { callsOfClient, nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { tryAgain } from '../../src/fix/guard-call.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-retry';
const repeatable = new Set(['get', 'head', 'options']);

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'retries',
    mode: 'No Retries',
    summary: 'What only reads, and what a request fails without, is tried again.',
    why: 'Connections break, servers are replaced, and a load balancer answers 503 for a second. Who asks once passes each of these on to a user. A second attempt after a fraction of a second succeeds nearly always.',
    how: 'Groups the calls of the whole project by whom they ask, and looks at those that read over HTTP and whose failure fails the request that waits for them, because nothing on the way from the handler hears it. It passes when the client tries again by itself, as the SDKs of AWS, Stripe and OpenAI do with all they send, when axios-retry or another library is told to, or when a retry of the project is around the call. It says what is missing once for each dependency, with its calls. Not asked are calls that write, databases, jobs, and calls whose address is not seen.',
    coverage: { practice: 'tried again', sites: 'services that requests read from' },
    level: 'warning',
    scope: 'project',
    gate: ['catalog'],
    examples: [
      { title: 'One broken connection fails the request', reports: [5], code: "import express from 'express';\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const response = await fetch(`https://prices.example.com/${req.params.id}`, { signal: AbortSignal.timeout(2_000) });\n  res.json(await response.json());\n});\napp.listen(3000);\n", dependencies: { express: '5.1.0' } },
      { title: 'A client that asks once', reports: [7], code: "import axios from 'axios';\nimport express from 'express';\nconst prices = axios.create({ baseURL: 'https://prices.example.com', timeout: 2_000 });\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const { data } = await prices.get(`/prices/${req.params.id}`);\n  res.json(data);\n});\napp.listen(3000);\n", dependencies: { axios: '1.7.0', express: '5.1.0' } },
      { title: 'axios-retry', reports: [], code: "import axios from 'axios';\nimport axiosRetry from 'axios-retry';\nimport express from 'express';\nconst prices = axios.create({ baseURL: 'https://prices.example.com', timeout: 2_000 });\naxiosRetry(prices, { retries: 2, retryDelay: axiosRetry.exponentialDelay });\nconst app = express();\napp.get('/price/:id', async (req, res) => {\n  const { data } = await prices.get(`/prices/${req.params.id}`);\n  res.json(data);\n});\napp.listen(3000);\n", dependencies: { axios: '1.7.0', 'axios-retry': '4.5.0', express: '5.1.0' } },
      { title: 'A client that tries again by itself', reports: [], code: "import got from 'got';\nimport express from 'express';\nconst app = express();\napp.get('/price/:id', async (req, res) => {\n  res.json(await got.get(`https://prices.example.com/${req.params.id}`, { timeout: { request: 2_000 } }).json());\n});\napp.listen(3000);\n", dependencies: { got: '14.6.6', express: '5.1.0' } },
    ],
    blindSpots: [
      'A retry in a proxy or a service mesh is not seen.',
      'Calls with an address that is put together at run time belong to no dependency.',
      'A queue or a client that tries the whole request again is not seen.',
    ],
    fix: { offers: 'Makes the calls through p-retry, which tries twice more after a short wait by chance, where they are awaited. Not for clients that reject with answers such as 404: those would be asked again in vain. Attempts that share a signal that is made before them share its time.' },
  },
  *file({ file, project }) {
    if (project.partial) return;
    for (const dependency of dependenciesOf(project)) {
      const asking = askedByRequests(project, dependency);
      const reading = asking.filter((call) => call.model.does === 'HTTP request' && repeatable.has(methodOf(project, call) ?? ''));
      const [first] = reading;
      if (first?.ref.file === file) yield judge(project, dependency, first, reading);
      const [sdk] = reading.length === 0 ? asking.filter((call) => call.model.does !== 'HTTP request' && (attemptsOfClient(project, call)?.most ?? 1) > 1) : [];
      if (sdk?.ref.file === file) yield ofSdk(project, dependency, sdk, asking.length);
    }
  },
});

/** An SDK that knows what it may repeat does so by itself. */
function ofSdk(project: Project, { name }: Dependency, call: OutboundCall, asking: number): Evidence {
  const most = attemptsOfClient(project, call)?.most ?? 0;
  return { rule: id, span: spanOf(project, call.ref), ...wayTo(project, call.ref), confidence: 'medium', fixes: [], data: { dependency: name, asking }, outcome: 'pass', message: `what is asked of ${name} is tried up to ${String(most)} times by its client` };
}

function judge(project: Project, { name }: Dependency, first: OutboundCall, reading: readonly OutboundCall[]): Evidence {
  const { retry } = guardedCallsOf(project);
  const base = { rule: id, span: spanOf(project, first.ref), confidence: 'medium' as const, fixes: [], data: { dependency: name, asking: reading.length } };
  const open = reading.filter((call) => !retry.has(callKey(call.ref)) && !isTriedAgainByClient(project, call));
  const failing = open.filter((call) => failsItsRequest(project, call.ref));
  const [worst] = failing;
  if (!worst) return { ...base, ...wayTo(project, first.ref), outcome: open.length === 0 ? 'pass' : 'unknown', message: open.length === 0 ? `what is read from ${name} is tried again` : `whether a request fails without ${name} is not seen` };
  const { reach, trace } = wayTo(project, worst.ref);
  return {
    ...base, span: spanOf(project, first.ref), reach, outcome: 'fail', fixes: failing.some(failsByStatus) ? [] : tryAgain(project, failing.map(({ ref }) => ref)), trace: [...trace, ...callsOfClient(project, failing.map(({ ref }) => ref))],
    message: `${nameOfCall(project, worst.ref)} asks ${name} once: a connection that breaks, or a server that is being replaced, fails the request that waits for it${failing.length > 1 ? `, and so it is with ${String(failing.length - 1)} more of its calls` : ''}.`,
    help: `Try again once or twice, after a short random wait, within the deadline of the request: p-retry with randomize, or axios-retry with exponentialDelay for a client of axios.`,
  };
}
