import { bodiesIn, type Body } from '../../src/analysis/bodies/bodies.js';
import { tellingEnd } from '../../src/analysis/bodies/telling-end.js';
import { choicesOf, spanOfEnd, whenText } from '../../src/analysis/paths/when.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';
import { positionAt } from '../../src/model/span.js';

const id = 'require-body-consumed';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'resources',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'The body of every answer, and every stream of a client, is read or ended on every path.',
    why: 'An answer is there when its headers are. Its body still hangs on the connection, and holds it until somebody reads it to its end or ends it. A path that looks at the status only, and returns, keeps a connection: for seconds where the answer is small, for good where it is larger than the buffers. With a limit of fifty sockets, as the client of S3 has, the fifty-first call waits; without a limit sockets and memory grow until the process has no descriptors left.',
    how: 'Looks at each call of which the catalog knows that it gives a body: fetch, undici, node-fetch, node:http, streams of axios and got, objects of S3, read streams of files. It follows every path from there: early returns, throws, callbacks, and functions across files that it is handed to or returned from. It passes when each path reads it, pipes it, ends it or hands it on, and for HEAD, 204 and 304. Of response.clone() both branches have to be read: with node-fetch the one that is read waits for ever otherwise. fetch and undici only keep all of it in memory while the response lives (200 MB of an answer of 200 MB), which is no finding. What happens was measured for each library. Of more than some 64 KiB node:http, axios, S3, undici and node-fetch keep the connection for good. Of less, node:http, axios and S3 keep it until the server closes what is idle, after 5 s where the server is Node. Those are warnings, and an info where only an error or a redirect is not read, because these are small. Node\'s own fetch keeps it until the garbage collector comes, for more than 16 KiB: an info. A stream that is known only by being piped is an info as well: it may hold nothing. It passes where something else ends the request: AbortSignal.timeout, a timeout of axios or got, and for node:http a timeout whose listener destroys the request. A timer that is cleared when the headers are there does not count, and other signals are unknown.',
    coverage: { practice: 'bodies that are read or ended', sites: 'calls that give a body' },
    level: 'warning',
    gate: ['catalog', 'await', 'then', 'pipe'],
    examples: [
      { title: 'The response of node:http is not read', reports: [3], code: "import https from 'node:https';\nexport function ping(url: string, done: (ok: boolean) => void) {\n  https.get(url, (res) => done(res.statusCode === 200)).on('error', () => done(false));\n}\n" },
      { title: 'A return before the body is read', reports: [4], code: "import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\nexport async function text(key: string, since: Date) {\n  const found = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key: key }));\n  if (found.LastModified && found.LastModified < since) return undefined;\n  return found.Body?.transformToString();\n}\n", dependencies: { '@aws-sdk/client-s3': '3.1169.0' } },
      { title: 'It is ended where it is not read', reports: [], code: "import { request } from 'undici';\nexport async function order(url: string) {\n  const { statusCode, body } = await request(url);\n  if (statusCode !== 200) {\n    await body.dump();\n    throw new Error(`orders: ${statusCode}`);\n  }\n  return body.json();\n}\n", dependencies: { undici: '7.30.2' } },
      { title: 'HEAD has no body, and 204 neither', reports: [], code: "import { request } from 'undici';\nexport async function exists(url: string) {\n  const { statusCode } = await request(url, { method: 'HEAD' });\n  return statusCode === 200;\n}\n", dependencies: { undici: '7.30.2' } },
    ],
    blindSpots: [
      'What is kept in a field or in a list, and promises that are awaited elsewhere, are unknown.',
      'An error that something between the call and the reading throws is not counted as a path, only a throw of the function itself.',
      'A function of a library that is given the body counts as reading it.',
      'With axios and responseType stream, an error status rejects: the stream of that error is not looked at.',
      'Of response.clone() one branch counts as unread where no use of it can read it. Where it is read on some paths only, that is not looked at; nor where both are read one after the other, which node-fetch cannot do above some 64 KiB.',
      'Requests whose answers the service knows to be small are reported like others, but for an error of an address that is written in the code.',
      'What ends an unread body by other ways than its signal or timeout, such as an agent that is destroyed, is not looked at.',
    ],
    fix: { none: 'Whether the body is to be read, thrown away or never asked for depends on why the code does not look at it.' },
  },
  *file({ file, project }) {
    for (const body of bodiesIn(project, file)) yield judge(project, body);
  },
});

function judge(project: Project, body: Body): Evidence {
  const { ref, model, fate, from, guessed, copy } = body;
  const { noun, without, end: how, collected } = model;
  const { reach, trace } = wayTo(project, ref);
  const got: readonly TraceStep[] = from ? [{ span: spanOf(project, from), message: 'it is got here, and returned' }] : [];
  const base = { rule: id, span: spanOf(project, ref), reach, trace: [...trace, ...got], confidence: 'high' as const, fixes: [], data: { noun } };
  if (copy && model.copy && fate.is !== 'empty' && fate.is !== 'unread' && fate.is !== 'never') {
    return {
      ...base, span: spanOf(project, { file: ref.file, call: copy.call }), outcome: 'fail', level: reach === 'script' ? 'info' : 'warning',
      message: copy.unread === 'copy' ? `Nothing reads this copy of the answer, only the original. ${model.copy.without}.` : `Only this copy of the answer is read, the original is not. ${model.copy.without}.`,
      help: copy.unread === 'copy' ? 'Leave out clone(), or read the copy as well, at the same time.' : 'Read the answer itself instead of a copy.',
    };
  }
  switch (fate.is) {
    case 'empty': return { ...base, outcome: 'pass', message: 'an answer to HEAD has no body' };
    case 'read': return { ...base, outcome: 'pass', message: `every path reads the ${noun} or ends it` };
    case 'moved': return { ...base, outcome: 'pass', message: `the ${noun} is returned: its callers read it` };
    case 'unknown': return { ...base, outcome: 'unknown', message: `whether the ${noun} is read on every path is not seen` };
    case 'ended': return { ...base, outcome: 'pass', message: fate.why };
    case 'spared': return { ...base, outcome: 'unknown', message: fate.why };
    case 'unread': case 'never': break;
  }
  const name = nameOfCall(project, ref) || 'the call';
  // Errors and redirects are small, what the garbage collector frees comes back, and of some streams it is not known what they hold.
  const comesBack = collected === true || fate.refused || guessed === true;
  const where: readonly TraceStep[] = fate.end.range ? [{ span: spanOfEnd(project, fate.end), message: 'it returns here' }] : [];
  return {
    ...base, outcome: 'fail', level: comesBack || reach === 'script' ? 'info' : 'warning', ...(comesBack && { covered: true }), trace: [...base.trace, ...choicesOf(project, fate.end), ...where],
    message: fate.is === 'never' ? `Nothing reads the ${noun} that ${name} gives${from ? `, from ${placeText(project, from)}` : ''}. ${without}.` : `The ${noun} that ${name} gives is not read ${ending(project, body)}. ${without}.`,
    help: `End it where it is not read: ${how}.`,
  };
}

/** Where the path leaves: `where it returns in line 5, when cached is truthy (line 4)`. */
function ending(project: Project, { ref, fate, held }: Body): string {
  if ((fate.is !== 'unread' && fate.is !== 'never') || !held) return '';
  const facts = project.evaluator.facts(fate.end.fn.file);
  const call = project.evaluator.call(ref);
  const end = tellingEnd(facts, fate.end, held, ref.file === fate.end.fn.file && call?.fn === fate.end.fn.fn ? call.range : undefined);
  const when = whenText(project, end);
  const lineOf = (at: number): string => String(positionAt(facts?.lines ?? [0], at).line);
  if (end.failed !== undefined && typeof end.failed !== 'number' && end.failed.is === 'throw') return `where line ${lineOf(end.failed.range[0])} throws${when && `, ${when}`}`;
  return end.range ? `where it returns in line ${lineOf(end.range[0])}${when && `, ${when}`}` : end.inTurn ? `before the loop goes on${when && `, ${when}`}` : when || 'at the end of the function';
}
