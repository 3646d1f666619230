import { sizeText } from '../../src/analysis/body-limits/byte-size.js';
import { collectedBodies, type CollectedBody } from '../../src/analysis/body-limits/collected-bodies.js';
import { fetchedBodies, type FetchedBody } from '../../src/analysis/body-limits/fetched-bodies.js';
import { readersIn, type Reader } from '../../src/analysis/body-limits/readers.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo, wayToFunction } from '../../src/analysis/site.js';
import { boundBody } from '../../src/fix/bound-body.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-body';

/** More than a body of JSON or a form needs: parsing 10 MB of JSON keeps the process from everything else for a tenth of a second and more. */
const large = 10 * 2 ** 20;

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'capacity',
    mode: 'Memory exhaustion: one request takes the process down',
    summary: 'What is read of a body, an upload or an answer has an upper bound.',
    why: 'A body without a limit is as large as whoever sends it wants. It is put together in memory before any code looks at it, so that a few large requests end the process, with all others that are under way; on disk it fills the volume. Parsing large JSON keeps the process from answering anybody else meanwhile.',
    how: 'Looks at parsers of bodies and uploads (express.json and body-parser, multer, Nest\'s file interceptors, formidable, express-fileupload, Koa\'s and restify\'s parsers, Fastify\'s bodyLimit), with the defaults of their versions; at bodies that are put together by hand from `data` events or with `for await`; and at `text()`, `json()`, `arrayBuffer()` of an answer whose whole address the request chose. It fails when the library has no limit and none is set, when it is switched off (Infinity, or 0 where that means none), and when a body that all routes read may be larger than 10 MB; for a single route or an upload that is an info. By hand it fails when nothing in the listener or the loop compares anything. It passes with a limit, also one that a setting brings, and with a default of the library.',
    coverage: { practice: 'bounded bodies', sites: 'readers of bodies' },
    level: 'warning',
    weakness: 770,
    gate: ['express', 'socket.io', '\'ws\'', '"ws"', 'body-parser', 'multer', 'Interceptor', 'formidable', 'fileupload', 'oa', 'restify', 'astify', '\'data\'', '"data"', 'for await', 'fetch'],
    options: { maxBytes: { default: large, minimum: 1, summary: 'Bytes that a body which all routes read may have.' } },
    examples: [
      { title: 'An upload of any size is kept in memory', reports: [4], code: "import express from 'express';\nimport multer from 'multer';\nconst app = express();\nconst upload = multer({ storage: multer.memoryStorage() });\napp.post('/picture', upload.single('picture'), (req, res) => {\n  res.sendStatus(204);\n});\n" },
      { title: 'A body is put together by hand', reports: [4], code: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  let body = '';\n  req.on('data', (chunk) => { body += chunk; });\n  req.on('end', () => res.end(String(body.length)));\n});\n" },
      { title: 'All routes read up to 50 MB of JSON', reports: [3], code: "import express from 'express';\nconst app = express();\napp.use(express.json({ limit: '50mb' }));\n" },
      { title: 'What is too long is refused', reports: [], code: "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  let body = '';\n  req.on('data', (chunk) => {\n    body += chunk;\n    if (body.length > 100_000) req.destroy();\n  });\n  req.on('end', () => res.end(body));\n});\n" },
      { title: 'Limits that are set, and one that Express has', reports: [], code: "import express from 'express';\nimport multer from 'multer';\nconst app = express();\napp.use(express.json());\nconst upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5_000_000 } });\napp.post('/picture', upload.single('picture'), (req, res) => {\n  res.sendStatus(204);\n});\n" },
    ],
    blindSpots: [
      'A limit of a proxy in front of the service, such as nginx\'s client_max_body_size, is not seen.',
      'By hand, any comparison or branch in the listener counts as the check.',
      'Of answers only those of fetch are looked at, and only where the request brings the whole address; those of stored addresses are not.',
      'busboy and @fastify/multipart are not looked at: what becomes of the file they give is up to the code.',
    ],
    fix: { offers: 'Sets the limit of a reader of bodies or files that has none to 10 MB. A limit that is too large was chosen by somebody, and what is put together by hand needs an answer of its own.' },
  },
  *file({ file, project, options }) {
    for (const reader of readersIn(project, file)) yield ofReader(project, reader, options['maxBytes'] ?? large);
    for (const body of collectedBodies(project, file)) yield ofCollected(project, body);
    for (const body of fetchedBodies(project, file)) yield ofFetched(project, body);
  },
});

function ofReader(project: Project, reader: Reader, most: number): Evidence {
  const { ref, entry, model, bound, forAll } = reader;
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, ref);
  const base = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'high', fixes: [], data: { library: entry.id, call: name } } as const;
  if (bound.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: its options are not seen` };
  if (bound.is === 'set') return { ...base, outcome: 'pass', message: `${name} has a limit that a setting brings` };
  if (bound.is === 'bytes' && bound.bytes <= most) return { ...base, outcome: 'pass', message: `${name} reads ${sizeText(bound.bytes)} at most${bound.by === 'default' ? ', by default' : ''}` };
  const where = model.into === 'disk' ? 'it fills the disk' : 'it is kept in memory, so that a few large ones end the process';
  if (bound.is === 'none') return { ...base, outcome: 'fail', fixes: boundBody(project, reader), level: level(reach, 'warning'), message: `${name} reads ${withNoun(model.noun)} of any size${bound.off ? ': its limit is switched off' : ''}; ${where}`, help: model.advice };
  const isUpload = model.noun.includes('file');
  const isHuge = forAll && !isUpload && bound.by === 'setting';
  const size = `up to ${sizeText(bound.bytes)}${bound.by === 'default' ? ' by default' : ''}`;
  return {
    ...base, outcome: 'fail', level: level(reach, isHuge ? 'warning' : 'info'), ...(!isHuge && { covered: true }),
    message: `${name} reads ${withNoun(model.noun)} of ${size}${forAll && !isUpload ? ' for every route, before anything is known of the client: a few of them at once end the process, and parsing one keeps it from all others' : `; ${where}`}`,
    help: forAll && !isUpload ? 'Set a large limit on the routes that need it, behind the check of who asks, and keep a small one for all others.' : model.advice,
  };
}

function ofCollected(project: Project, { file, fn, range, name, checked }: CollectedBody): Evidence {
  const { reach, trace } = wayToFunction(project, { file, fn });
  const base = { rule: id, span: { file, start: range[0], end: range[1] }, reach, trace, confidence: 'medium', fixes: [], data: {} } as const;
  if (checked) return { ...base, outcome: 'pass', message: `What is read of ${name} is checked on the way` };
  return { ...base, outcome: 'fail', level: level(reach, 'warning'), message: `The body of ${name} is put together in memory, and nothing looks at its length: whoever sends enough ends the process`, help: 'Count the bytes, and answer 413 and destroy the request when there are too many; or use a parser with a limit.' };
}

function ofFetched(project: Project, { ref, asked }: FetchedBody): Evidence {
  const { reach, trace } = wayTo(project, ref);
  return {
    rule: id, span: spanOf(project, ref), reach, trace: [...trace, { span: spanOf(project, asked), message: 'asks the address that the request brought' }], confidence: 'medium', fixes: [], data: {}, outcome: 'fail', level: level(reach, 'warning'),
    message: `${nameOfCall(project, ref)} reads the whole answer of an address that the request chose: an endless or very large one ends the process`, help: 'Check content-length, and read the body in pieces up to a limit.',
  };
}

function level(reach: Evidence['reach'], otherwise: Level): Level {
  return reach === 'script' ? 'info' : otherwise;
}

function withNoun(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
