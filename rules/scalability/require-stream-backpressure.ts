import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { dataListenersIn } from '../../src/analysis/streams/data-listeners.js';
import { earlyAnswersIn } from '../../src/analysis/streams/early-answers.js';
import { loopWritesIn } from '../../src/analysis/streams/loop-writes.js';
import type { Pressure } from '../../src/analysis/streams/pressure.js';
import { pipelinesIn } from '../../src/analysis/streams/pipelines.js';
import { stalledWritesIn } from '../../src/analysis/streams/stalled-writes.js';
import { waitForDrain } from '../../src/fix/wait-for-drain.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-stream-backpressure';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'queues',
    mode: 'Memory: a fast source and a slow reader',
    summary: 'Who writes to a stream waits when it is full, and who reads one waits for the work on each piece.',
    why: 'A stream takes whatever is written to it: what the other side does not take yet stays in memory. write() says so by giving false, and nobody looks. With a fast disk and a client on a telephone, a file of one gigabyte is one gigabyte of memory, once for each client. And a listener for data that starts a query for each row starts as many at once as the file has rows, because streams do not wait for promises.',
    how: 'Looks at write() in loops, and at listeners for data. A write counts where its target is seen to be a stream of Node: a file, a socket, a response, the input of a program, zlib, a stream that is made here. In a loop it fails when what it gives is ignored, nothing in the file waits for drain, and what the loop goes through has no end in sight: rows without a limit, another stream, a cursor. A listener for data fails when it writes each piece to another stream and never pauses the source, and when it begins work outside of the process for each piece of a file, of a table or of a parser without pausing. It passes with pause(), with `pipeline` of Node, and when the result is looked at and drain is awaited. A write whose result decides that code stops, or pauses its source, fails where nothing in the file speaks of drain or resumes the source: it stands still for ever. What is pushed to a queue or another stream from a listener for data without a pause fails like a write, and so does the `write` of a stream that pushes to a queue and calls back at once. `await stream.write(…)` waits for a boolean, which is nothing. Loops over literal lists, conversations on one connection, sources of which nothing is known, events, ticks and what language models say are unknown, or no site; a loop that writes to a local file is an info; so are the standard streams of the process. Streams that are piped without anybody who hears their errors are told by `require-error-listener`, bodies that are collected in memory by `no-unbounded-body`.',
    coverage: { practice: 'streams that wait', sites: 'streams that are written to or read by hand, and pipelines' },
    level: 'warning',
    gate: ['.write(', "'data'", '"data"', 'pipeline('],
    examples: [
      { title: 'The client is slower than the disk', reports: [6], code: "import express from 'express';\nimport { createReadStream } from 'node:fs';\nconst app = express();\napp.get('/video', (req, res) => {\n  const file = createReadStream('/data/video.mp4');\n  file.on('data', (chunk) => res.write(chunk));\n  file.on('end', () => res.end());\n  file.on('error', () => res.destroy());\n});\n" },
      { title: 'One insert for each line, all at once', reports: [7], dependencies: { pg: '8.13.0', 'csv-parser': '3.0.0' }, code: "import { createReadStream } from 'node:fs';\nimport csv from 'csv-parser';\nimport { Pool } from 'pg';\nconst pool = new Pool({ connectionTimeoutMillis: 2000, query_timeout: 5000 });\npool.on('error', console.error);\nexport function load(path: string): void {\n  createReadStream(path).on('error', console.error).pipe(csv()).on('error', console.error).on('data', (row) => {\n    pool.query('INSERT INTO items VALUES ($1)', [row]).catch(console.error);\n  });\n}\n" },
      { title: 'pipeline waits for both sides', reports: [], code: "import express from 'express';\nimport { createReadStream } from 'node:fs';\nimport { pipeline } from 'node:stream';\nconst app = express();\napp.get('/video', (req, res) => {\n  pipeline(createReadStream('/data/video.mp4'), res, (error) => {\n    if (error) console.error(error);\n  });\n});\n" },
      { title: 'It waits until there is room', reports: [], code: "import { once } from 'node:events';\nimport { createWriteStream } from 'node:fs';\nexport async function save(rows: AsyncIterable<string>, signal: AbortSignal): Promise<void> {\n  const out = createWriteStream('/data/rows.txt');\n  out.on('error', console.error);\n  for await (const row of rows) {\n    if (!out.write(row)) await once(out, 'drain', { signal });\n  }\n  out.end();\n}\n" },
    ],
    blindSpots: [
      'A stream that comes from a library that is not known, and is used like no response, is not seen to be one.',
      '`bufferedAmount` of WebSockets, and object mode, are not looked at.',
      'That drain is awaited anywhere in the file counts for doubt.',
      'Files that are read into memory as a whole are not told, since their size is not known.',
    ],
    fix: { offers: 'Waits for drain after a write in the loop of an async function, for 30 s at most, and pauses the source of a write in its data listener. Not for pieces that start work, and for streams that are made by hand.' },
  },
  *file({ file, project }) {
    for (const found of [...loopWritesIn(project, file), ...dataListenersIn(project, file), ...stalledWritesIn(project, file), ...earlyAnswersIn(project, file), ...pipelinesIn(project, file)]) yield evidenceOf(project, found);
  },
});

function evidenceOf(project: Project, { ref, is, name, verdict }: Pressure): Evidence {
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { stream: name, kind: is } } as const;
  if (verdict.is === 'waits') return { ...base, outcome: 'pass', message: is === 'pipeline' ? `${name} goes at the pace of ${verdict.by}` : `${name} is waited for by ${verdict.by}` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  const { noun, source } = verdict;
  // A local disk is mostly faster than what is read piece by piece, and start-up does it once.
  const level = (is === 'loop' && noun === 'file') || base.reach === 'startup' || base.reach === 'script' ? 'info' : 'warning';
  if (is === 'push') return { ...base, outcome: 'fail', level, message: `${nameOfCall(project, ref)} keeps what comes from ${source} in the ${noun}, and never pauses ${source}: all that the reader has not taken yet is in memory, the whole of it where the reader is slow`, help: `Let the reader set the pace: for await (const piece of ${source}), Readable.toWeb(${source}) or stream.compose; or pause ${source} when there is no room, and resume it when the reader asks.` };
  if (is === 'stall') return { ...base, outcome: 'fail', level, message: `${nameOfCall(project, ref)} gives false when the ${noun} is full, ${source}: nothing listens for drain, so what is left is never written, and the other side waits for it`, help: `Go on when there is room: ${name}.once("drain", …), or await once(${name}, "drain"); pipeline() of node:stream/promises does all of it.` };
  if (is === 'early') return { ...base, outcome: 'fail', level, message: `${source} calls back at once, whether the ${noun} has room or not: who writes to the stream never waits, and all that is not read yet is kept in memory`, help: 'Call back when the piece was taken: when push() gives false, keep the callback and call it in read(), or use a queue whose push gives a promise, and call back when that is settled.' };
  if (is === 'work') return { ...base, outcome: 'fail', level, message: `${name} begins one ${noun} for each piece that comes from ${source}, and never pauses it: all of them run at once, since a stream waits for no promise`, help: 'Read it with for await (const piece of stream) and await the work, or hand the work to a few at a time: stream.map(work, { concurrency: 5 }).' };
  const from = is === 'copy' ? `writes what comes from ${source} to the ${noun} without pausing it` : `writes to the ${noun} in a loop over ${source}, and ignores what write() gives`;
  return { ...base, outcome: 'fail', fixes: waitForDrain(project, ref), level, message: `${nameOfCall(project, ref)} ${from}: what the other side does not take yet is kept in memory, all of it where it is slow`, help: is === 'copy' ? 'Use pipeline(source, target) of node:stream/promises: it waits, and ends both when one fails.' : `Wait when it is full, if (!${name}.write(piece)) await once(${name}, "drain"), or use pipeline(Readable.from(pieces), ${name}).` };
}
