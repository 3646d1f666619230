import type { CallRef } from '../../src/analysis/abstract.js';
import { OutboundWork } from '../../src/analysis/catches/outbound-work.js';
import { remoteParty, type RemoteParty } from '../../src/analysis/fanouts/remote-party.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import type { CallFact, FileFacts, Value } from '../../src/model/facts.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-all-or-nothing-fanout';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'degradation',
    mode: 'Dependency failure',
    summary: 'An answer that is put together from several services does not fail because one of them does.',
    why: 'Promise.all rejects as soon as one of its promises does. A page that asks for prices, reviews and recommendations in one Promise.all is down whenever any of the three is: with three services of 99.9 % it is down three times as long, though it could have shown the rest.',
    how: 'Looks at `Promise.all` over a list that is written out, in the reach of request handlers, whose promises ask at least two different services: by the host of the address, by the client, or by a library that speaks to one service. Databases, caches and brokers are no services of others here. It passes with `Promise.allSettled`, and where each promise but one has an answer for its failure: a `catch` that gives a value, or a function that catches. Which of them the answer cannot do without is not known: so this is an info.',
    coverage: { practice: 'answers that can do without a part', sites: 'answers of several services' },
    level: 'info',
    gate: ['Promise.all', 'Promise.allSettled'],
    examples: [
      { title: 'Without reviews there is no product page', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/product', async (req, res) => {\n  const [price, reviews] = await Promise.all([\n    fetch('https://prices.test/v1', { signal: AbortSignal.timeout(2000) }).then((r) => r.json()),\n    fetch('https://reviews.test/v1', { signal: AbortSignal.timeout(2000) }).then((r) => r.json()),\n  ]);\n  res.json({ price, reviews });\n});\n" },
      { title: 'Two clients, one answer', reports: [6], dependencies: { axios: '1.7.0' }, code: "import axios from 'axios';\nimport Fastify from 'fastify';\nconst prices = axios.create({ baseURL: process.env.PRICES_URL, timeout: 2000 });\nconst reviews = axios.create({ baseURL: process.env.REVIEWS_URL, timeout: 2000 });\nFastify().get('/product', async () => {\n  const [price, review] = await Promise.all([prices.get('/v1'), reviews.get('/v1')]);\n  return { price: price.data, review: review.data };\n});\n" },
      { title: 'No reviews, but a page', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/product', async (req, res) => {\n  const [price, reviews] = await Promise.all([\n    fetch('https://prices.test/v1', { signal: AbortSignal.timeout(2000) }).then((r) => r.json()),\n    fetch('https://reviews.test/v1', { signal: AbortSignal.timeout(2000) }).then((r) => r.json()).catch(() => []),\n  ]);\n  res.json({ price, reviews });\n});\n" },
      { title: 'allSettled gives what there is', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/product', async (req, res) => {\n  const [price, reviews] = await Promise.allSettled([\n    fetch('https://prices.test/v1', { signal: AbortSignal.timeout(2000) }),\n    fetch('https://reviews.test/v1', { signal: AbortSignal.timeout(2000) }),\n  ]);\n  res.json({ price: price.status, reviews: reviews.status });\n});\n" },
    ],
    blindSpots: [
      'Whether the answer makes sense without one of its parts is not known.',
      'Two addresses that come from the environment cannot be told apart unless each has a client of its own.',
      'A `try` around all of it is unknown: what its `catch` answers is not read.',
    ],
    fix: { none: 'Which of the parts an answer can do without, and what stands in their place, only the service knows.' },
  },
  *file({ file, facts, project }) {
    for (const [call, fact] of facts.calls.entries()) {
      const { callee, args: [list] } = fact;
      if (callee.is !== 'member' || callee.of.is !== 'global' || callee.of.name !== 'Promise' || (callee.name !== 'all' && callee.name !== 'allSettled') || list?.is !== 'array' || list.items.length < 2) continue;
      const ref = { file, call };
      const { reach, trace } = wayTo(project, ref);
      if (reach !== 'request') continue;
      const evidence = judged(project, facts, ref, fact, list.items);
      if (evidence) yield { rule: id, span: spanOf(project, ref), reach, trace: [...trace, ...evidence.asked], confidence: 'medium', fixes: [], data: { call: nameOfCall(project, ref) }, ...evidence.found };
    }
  },
});

type Judged = Pick<Evidence, 'outcome' | 'message' | 'help' | 'level'>;

function judged(project: Project, facts: FileFacts, ref: CallRef, fact: CallFact, items: readonly Value[]): { readonly found: Judged; readonly asked: Evidence['trace'] } | undefined {
  const asked = items.map((item) => ({ any: partyOf(project, ref.file, bare(facts, item)), open: partyOf(project, ref.file, item) }));
  if (new Set(asked.flatMap(({ any }) => (any ? [any.party.key] : []))).size < 2) return undefined;
  const name = nameOfCall(project, ref);
  const open = [...new Map(asked.flatMap(({ open: one }) => (one ? [[one.party.key, one] as const] : []))).values()];
  const steps = open.map(({ ref: at, party }) => ({ span: spanOf(project, at), message: `asks ${party.name}` }));
  if (name === 'Promise.allSettled') return { found: { outcome: 'pass', message: 'Promise.allSettled gives what there is' }, asked: [] };
  if (open.length < 2) return { found: { outcome: 'pass', message: 'All but one have an answer for their failure' }, asked: [] };
  if (fact.inTry === 'try') return { found: { outcome: 'unknown', message: 'What the catch around it answers is not read' }, asked: [] };
  return {
    asked: steps,
    found: {
      outcome: 'fail',
      level: 'info',
      message: `${name} asks ${open.map(({ party }) => party.name).join(' and ')}, and when one of them fails, the whole answer does, with what the others gave`,
      help: 'Give those that the answer can do without a value for their failure: .catch(() => fallback) on each, or Promise.allSettled and a look at each result.',
    },
  };
}

/** A promise without what hears its failure: `load().catch(() => [])` asks whom `load()` asks. */
function bare(facts: FileFacts, value: Value): Value {
  const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && ['catch', 'then', 'finally'].includes(callee.name) ? bare(facts, callee.of) : value;
}

function partyOf(project: Project, file: string, value: Value): { readonly ref: CallRef; readonly party: RemoteParty } | undefined {
  for (const { ref, by } of OutboundWork.of(project).ofPromise(file, value).outbound) {
    const party = remoteParty(project, ref, by);
    if (party) return { ref, party };
  }
  return undefined;
}
