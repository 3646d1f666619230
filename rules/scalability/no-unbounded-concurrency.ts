import type { CallRef } from '../../src/analysis/abstract.js';
import { fanOutsIn, type FanOut } from '../../src/analysis/fanouts/fan-outs.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import { loopsAround } from '../../src/analysis/sizes/loops-around.js';
import { isFewByNature } from '../../src/analysis/sizes/open-lists.js';
import type { OpenSource, Size } from '../../src/analysis/sizes/size.js';
import { limitConcurrency } from '../../src/fix/limit-concurrency.js';
import type { Evidence, Level, Reach } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-concurrency';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'capacity',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'Work that leaves the process is not started for all elements of a list at once when nothing bounds the list.',
    why: 'Promise.all over a list that a client or a table decides starts as many requests or queries as it has elements, at the same moment. With ten of them nobody notices. With ten thousand the connection pool is taken for minutes and all other requests wait for it, the service that is called answers 429 or falls over, and the promises and their buffers fill the memory.',
    how: 'Looks at `Promise.all`, `allSettled`, `any` and `race` over `map`, over `Array.from`, and over lists that a loop pushes promises into, at generators that hand out promises, at `forEach` with an async function, at loops that begin a promise in each turn and do not wait for it, and at `p-map`, Bluebird and async. It is a site where the work for one element leaves the process, in the function itself or in those that it calls: HTTP requests, queries, programs. Then it follows the list: through names, functions, parameters, fields and files. It passes when the list is written out, cut by `slice` or into chunks, checked against a maximum of its schema (zod, joi, yup, valibot, typebox, class-validator, JSON schema), or read with a limit, and when a limiter stands before the work: p-limit, p-queue, Bottleneck, a semaphore, `concurrency`, or one of the project that makes who comes wait in a list. It fails when a request brings the list, or when it holds the rows of a query without a limit, of a table to which requests add; the rows of one owner are an info. It is an info too where the list is followed to its end without a bound: to the parameter of a function that is there for others and that nobody in sight calls, to what another side answers, or to a part of the project that is not scanned, such as another package of the repository; and where the work is done in such a part. Parts of the program, such as plugins and shards, are a few by nature. Awaiting one after another in a loop is no fault here. What is not seen to be decided by a request or by data is unknown: lists of the configuration, of relations of one row, and whatever is compared with a number on the way. Files are left to the thread pool, and commands of Redis go through one connection.',
    coverage: { practice: 'fan-outs with a bound', sites: 'fan-outs' },
    level: 'error',
    weakness: 770,
    gate: ['Promise.all', 'Promise.allSettled', 'Promise.any', 'Promise.race', 'forEach(', 'for (', 'p-map', 'p-filter', 'p-all', 'p-settle', 'bluebird', "'async'", '"async"'],
    examples: [
      { title: 'The client says how many requests are made at once', reports: [5], code: "import express from 'express';\nconst app = express();\napp.use(express.json());\napp.post('/check', async (req, res) => {\n  const pages = await Promise.all(req.body.urls.map((url: string) => fetch(`https://check.test/?u=${url}`, { signal: AbortSignal.timeout(5000) })));\n  res.json(pages.map((page) => page.status));\n});\n" },
      { title: 'As many requests as there are subscribers', reports: [10], dependencies: { '@prisma/client': '6.0.0' }, code: "import express from 'express';\nimport { PrismaClient } from '@prisma/client';\nconst app = express();\nconst prisma = new PrismaClient({ datasourceUrl: 'postgres://db/shop?socket_timeout=10' });\napp.post('/subscribers', async (req, res) => {\n  res.json(await prisma.subscriber.create({ data: { url: String(req.body.url) } }));\n});\napp.post('/broadcast', async (req, res) => {\n  const all = await prisma.subscriber.findMany();\n  await Promise.all(all.map((one) => fetch(one.url, { signal: AbortSignal.timeout(5000) })));\n  res.end();\n});\n" },
      { title: 'A few at a time', reports: [], code: "import express from 'express';\nimport pLimit from 'p-limit';\nconst app = express();\napp.use(express.json());\nconst limit = pLimit(5);\napp.post('/check', async (req, res) => {\n  const pages = await Promise.all(req.body.urls.map((url: string) => limit(() => fetch(`https://check.test/?u=${url}`, { signal: AbortSignal.timeout(5000) }))));\n  res.json(pages.map((page) => page.status));\n});\n" },
      { title: 'The list is checked before', reports: [], code: "import express from 'express';\nimport { z } from 'zod';\nconst app = express();\napp.use(express.json());\nconst body = z.object({ urls: z.array(z.string()).max(10) });\napp.post('/check', async (req, res) => {\n  const { urls } = body.parse(req.body);\n  const pages = await Promise.all(urls.map((url) => fetch(`https://check.test/?u=${url}`, { signal: AbortSignal.timeout(5000) })));\n  res.json(pages.map((page) => page.status));\n});\n" },
    ],
    blindSpots: [
      'How many files a folder has is unknown, and how many entries a collection holds that fills while the service runs.',
      'A part of the project that is not scanned may bound the list, or the work, itself: such findings are infos of low confidence.',
      'Operators of rxjs (`mergeMap` without a number) and streams are not looked at.',
      'A list whose length is compared with a number is taken for checked, whatever is done then.',
      'A limiter counts wherever it stands on the way to the work; whether it is made anew for each call is not asked.',
      'SQL that is written as the template of a tag is not read.',
    ],
    fix: { offers: 'Runs 10 at a time: by p-limit around the callback of map in Promise.all, or by the option of p-map, bluebird and async. Not for loops that start work without waiting for it.' },
  },
  *file({ file, project }) {
    for (const found of fanOutsIn(project, file)) yield evidenceOf(project, found);
  },
});

function evidenceOf(project: Project, fanOut: FanOut): Evidence {
  const { ref, size, work, turn } = fanOut;
  const name = nameOfCall(project, ref);
  const { reach, trace } = wayTo(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { call: name, list: fanOut.list } } as const;
  if (work.is === 'limited') return { ...base, outcome: 'pass', message: `${work.by} lets only so many at a time through, at ${placeText(project, work.at)}` };
  if (size.is === 'bounded') return { ...base, outcome: 'pass', message: `${name} works on ${size.why}` };
  if (size.is === 'unknown' && (size.open === undefined || isFewByNature(fanOut.list) || (reach === 'startup' && size.open !== 'caller') || reach === 'script')) return { ...base, outcome: 'unknown', message: `How many elements ${fanOut.list || 'the list'} has is not known: ${size.why}` };
  const last = work.is === 'outbound' ? work.outbound.ref : work.ref;
  const does = work.is === 'outbound' ? work.outbound.model.does : 'call';
  const calls = [...work.through, last].map((call, at, all) => ({ span: spanOf(project, call), message: at < all.length - 1 ? `calls ${nameOfCall(project, call)}` : work.is === 'outbound' ? `${nameOfCall(project, call) || 'this'} leaves the process` : `${nameOfCall(project, call) || 'this'} is waited for, and does its work elsewhere` }));
  return {
    ...base,
    outcome: 'fail',
    fixes: fanOut.floating ? [] : limitConcurrency(project, ref),
    confidence: size.is === 'unknown' ? 'low' : work.is === 'unseen' ? 'medium' : 'high',
    level: size.is === 'unknown' || work.is === 'unseen' ? 'info' : levelFor(isPolling(project, ref) ? 'worker' : reach, size),
    ...(size.is === 'unbounded' && size.part && work.is === 'outbound' && { covered: true }),
    trace: [...trace, { span: { file: ref.file, start: turn[0], end: turn[1] }, message: 'starts for each element, without waiting for the one before' }, ...calls],
    message: `${fanOut.floating ? 'This loop' : name} starts one ${does} (${nameOfCall(project, last)}) for each element of ${fanOut.list || 'a list'} at once, and ${sourceText(project, size)}: ${consequence(does)}`,
    help: 'Do a few at a time: p-limit or p-map with concurrency, or chunks of a fixed size. Where the list comes from a request, refuse one that is too long; where it comes from a table, read it page by page.',
  };
}

type Open = Extract<Size, { is: 'unbounded' }>;

function sourceText(project: Project, size: Exclude<Size, { is: 'bounded' }>): string {
  if (size.is === 'unknown') return openText[size.open ?? 'caller'];
  const { by, why, at, part } = size;
  if (by === 'request') return `the client decides how many there are (${why})`;
  if (by === 'batch') return `a batch of the queue has no fixed length (${why})`;
  return `${why}${at ? ` at ${placeText(project, at)}` : ''} reads ${part ? 'as many rows as there are for it' : 'all rows that there are'}`;
}

const openText: Readonly<Record<OpenSource, string>> = {
  caller: 'nothing here bounds the list that the caller gives',
  answer: 'as many are started as the answer of the other side lists',
  part: 'nothing here bounds the list that another part of the project gives',
};

function consequence(does: string): string {
  if (does === 'query' || does === 'transaction') return 'a long list takes every connection of the pool, and all other requests wait';
  return does === 'call' ? 'a long list starts them all in the same moment, and overruns what they work on' : 'a long list overruns the other side, and fills memory and sockets here';
}

/** A module that goes round for ever does a worker's work, whatever starts it. */
function isPolling(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const range = facts?.calls[call]?.range;
  return facts !== undefined && range !== undefined && loopsAround(facts, range).some((loop) => loop.endless);
}

/** What a client decides, and what grows with all users, hurts at once; the rows of one owner are mostly few. */
function levelFor(reach: Reach, { part, modest }: Open): Level {
  if (part) return 'info';
  if (reach === 'request') return modest ? 'warning' : 'error';
  return reach === 'worker' ? 'warning' : 'info';
}
