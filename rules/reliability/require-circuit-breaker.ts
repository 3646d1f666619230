import { callKey, type CallRef } from '../../src/analysis/abstract.js';
import { askedByRequests, dependenciesOf, type Dependency } from '../../src/analysis/dependencies/dependencies.js';
import { guardedCallsOf } from '../../src/analysis/dependencies/guarded-calls.js';
import { mailsOfRequests } from '../../src/analysis/dependencies/mail-server.js';
import type { OutboundCall } from '../../src/analysis/deadline/outbound.js';
import type { Project } from '../../src/analysis/project.js';
import { failsByStatus } from '../../src/analysis/retries/requests.js';
import { callsOfClient, spanOf, wayTo } from '../../src/analysis/site.js';
import { breakCircuit } from '../../src/fix/guard-call.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-circuit-breaker';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'circuit-breakers',
    mode: 'No Circuit Breakers',
    summary: 'Services that requests wait for are asked through a circuit breaker.',
    why: 'When a service that is asked in each request answers slowly or not at all, each request waits until its deadline, and holds what it holds meanwhile: memory, a place, a connection. Soon the service that asks is down as well, and with it all that does not need the other one. A breaker stops asking after some failures, and says no at once.',
    how: 'Groups the calls of the whole project by whom they ask: the host in the address or in the base of the client, the variable of the environment that holds it, or the service of an SDK. For each that requests wait for it looks for a circuit breaker around one of its calls: opossum, cockatiel, or one that the project writes itself, recognised by what it does. It says what is missing once for each dependency, with its calls; of a mail server that requests wait for, `prefer-queue` says it. Where the address is not seen, nothing is asked.',
    coverage: { practice: 'asked through a circuit breaker', sites: 'services that requests wait for' },
    level: 'info',
    scope: 'project',
    gate: ['catalog'],
    examples: [
      { title: 'Each request waits for it when it is down', reports: [5], code: "import express from 'express';\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const response = await fetch(`https://prices.example.com/${req.params.id}`, { signal: AbortSignal.timeout(2_000) });\n  res.json(await response.json());\n});\napp.listen(3000);\n", dependencies: { express: '5.1.0' } },
      { title: 'A client of its own', reports: [7], code: "import axios from 'axios';\nimport express from 'express';\nconst prices = axios.create({ baseURL: 'https://prices.example.com', timeout: 2_000 });\nconst app = express();\n\napp.get('/price/:id', async (req, res) => {\n  const { data } = await prices.get(`/prices/${req.params.id}`);\n  res.json(data);\n});\napp.listen(3000);\n", dependencies: { axios: '1.7.0', express: '5.1.0' } },
      { title: 'Through a breaker', reports: [], code: "import CircuitBreaker from 'opossum';\nimport express from 'express';\nconst app = express();\nconst price = new CircuitBreaker(async (id: string) => {\n  const response = await fetch(`https://prices.example.com/${id}`, { signal: AbortSignal.timeout(2_000) });\n  return response.json();\n}, { timeout: 3_000 });\napp.get('/price/:id', async (req, res) => {\n  res.json(await price.fire(req.params.id));\n});\napp.listen(3000);\n", dependencies: { opossum: '9.0.0', express: '5.1.0' } },
      { title: 'No request waits for it', reports: [], code: "export async function refresh() {\n  const response = await fetch('https://prices.example.com/all', { signal: AbortSignal.timeout(2_000) });\n  return response.json();\n}\n" },
    ],
    blindSpots: [
      'A breaker in a service mesh or a proxy is not seen.',
      'Databases and brokers are not asked for: their pools bound what waits for them.',
      'Calls with an address that is put together at run time belong to no dependency.',
    ],
    fix: { offers: 'Makes a circuit breaker of cockatiel for the dependency, which opens after five failures in a row for 10 s, and makes its calls through that one, where all of them are awaited in one file. Not for clients that reject with answers such as 404, which are no failures. What is answered while it is open is left to the team: until then the call rejects at once.' },
  },
  *file({ file, project }) {
    if (project.partial) return;
    for (const dependency of dependenciesOf(project)) {
      const asked = askedByRequests(project, dependency);
      const [first] = asked;
      if (first?.ref.file === file) yield judge(project, dependency, first, asked);
    }
    const mails = mailsOfRequests(project);
    const [mail] = mails;
    if (mail?.file === file) yield ofMail(project, mail, mails);
  },
});

/** What is to be done about mail is to take it out of the request: `prefer-queue` says so at the same place. */
function ofMail(project: Project, ref: CallRef, all: readonly CallRef[]): Evidence {
  const { breaker } = guardedCallsOf(project);
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'medium', fixes: [], data: { dependency: 'the mail server', asking: all.length } } as const;
  if (all.some((call) => breaker.has(callKey(call)))) return { ...base, outcome: 'pass', message: 'The mail server is asked through a circuit breaker' };
  return { ...base, outcome: 'fail', level: 'info', reportedBy: 'prefer-queue', message: 'Nothing stops asking the mail server when it is down: each request that sends mail waits for it until the deadline.', help: 'Let a queue send it.' };
}

function judge(project: Project, { name, calls }: Dependency, first: OutboundCall, asked: readonly OutboundCall[]): Evidence {
  const { breaker } = guardedCallsOf(project);
  const guarded = calls.find(({ ref }) => breaker.has(callKey(ref)));
  const { reach, trace } = wayTo(project, first.ref);
  const base = { rule: id, span: spanOf(project, first.ref), reach, confidence: 'medium' as const, fixes: [], data: { dependency: name, asking: calls.length } };
  if (guarded) return { ...base, trace, outcome: 'pass', message: `${name} is asked through a circuit breaker` };
  return {
    ...base, outcome: 'fail', level: 'info', fixes: asked.some(failsByStatus) ? [] : breakCircuit(project, name, asked.map(({ ref }) => ref)), trace: [...trace, ...callsOfClient(project, asked.map(({ ref }) => ref))],
    message: `Nothing stops asking ${name} when it is down: ${asked.length === 1 ? 'each request that comes here' : `each request that comes to one of ${String(asked.length)} calls`} waits for it until the deadline, and holds what it has meanwhile.`,
    help: `Make one circuit breaker for ${name}, as with opossum, and make its calls through that one.`,
  };
}
