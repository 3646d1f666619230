import { answeringIn, type Answering, type OpenEnd } from '../../src/analysis/answers/answering.js';
import { arityOf } from '../../src/analysis/answers/error-arity.js';
import { choicesOf, headOf, spanOfEnd, whenText } from '../../src/analysis/paths/when.js';
import type { Project } from '../../src/analysis/project.js';
import { handlerRejections, type HandlerRejection } from '../../src/analysis/rejections/handler-rejections.js';
import { spanOf } from '../../src/analysis/site.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unanswered-request';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'No timeouts: hanging requests consume resources',
    summary: 'Every path of a handler answers the request or hands it on.',
    why: 'A request that is not answered fails without a trace: nothing is logged, and the client waits until its own timeout, or a proxy\'s, while the connection and what the handler holds stay open. It is the path that nobody tried: the query fails and the catch only logs, the item is not there and the else is missing. On that day every such request hangs, and the retries of the clients hang with them.',
    how: 'Looks at each handler of a framework in which the handler itself has to answer: Express and routers like it, Node\'s own servers, restify, Fastify handlers that are not async, API routes of Next.js pages, Nest methods that inject the response, and middleware of all of these. It follows every path, through conditions, loops, try and catch, helper functions across files, callbacks, listeners and promise chains. A path may end in a method of the response that ends it, in next, in a throw or a stream that is piped into the response. It passes when all paths do, and fails when one for certain does not; a handler whose rejection nobody hears, which `no-unhandled-handler-rejection` tells, does not pass. Where the response is stored or handed to code that is not seen, or whether it was answered depends on what a function gave, it is unknown. Express\'s error handlers must have four parameters: with three, Express takes one for an ordinary middleware.',
    coverage: { practice: 'requests that are answered', sites: 'handlers that answer by themselves' },
    level: 'error',
    // Any call may concern it.
    gate: ['('],
    examples: [
      { title: 'The catch only logs', reports: [3], code: "import express from 'express';\nconst app = express();\napp.get('/orders/:id', async (req, res) => {\n  try {\n    res.json(await load(req.params.id));\n  } catch (error) {\n    console.error(error);\n  }\n});\ndeclare function load(id: string): Promise<object>;\n", dependencies: { express: '4.21.2' } },
      { title: 'The error ends the callback, and not the request', reports: [6], code: "import { readFile } from 'node:fs';\nimport { createServer } from 'node:http';\nconst server = createServer((req, res) => {\n  readFile('index.html', (error, text) => {\n    if (error) {\n      return;\n    }\n    res.end(text);\n  });\n});\nexport { server };\n" },
      { title: 'Three parameters are no error handler', reports: [3], code: "import express from 'express';\nconst app = express();\napp.use((err, req, res) => {\n  res.status(500).send('Something broke');\n});\n", file: 'example.js', dependencies: { express: '5.1.0' } },
      { title: 'The error is handed on', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/orders/:id', async (req, res, next) => {\n  try {\n    res.json(await load(req.params.id));\n  } catch (error) {\n    next(error);\n  }\n});\ndeclare function load(id: string): Promise<object>;\n", dependencies: { express: '4.21.2' } },
      { title: 'Each branch of the callback answers', reports: [], code: "import { readFile } from 'node:fs';\nimport { createServer } from 'node:http';\nconst server = createServer((req, res) => {\n  readFile('index.html', (error, text) => {\n    if (error) {\n      res.writeHead(500).end();\n      return;\n    }\n    res.end(text);\n  });\n});\nexport { server };\n" },
    ],
    blindSpots: [
      'A callback, a listener and a promise are taken to come: that an event never does is not seen here.',
      'A response that is written to and not ended is unknown, since event streams and long downloads look like that.',
      'An answer that is sent twice on one path is not looked at.',
      'That the cases of a switch, or of comparisons one after the other, name all there is counts as possible unless the request says which it is.',
    ],
  },
  *file({ file, project }) {
    const lost = new Set(handlerRejections(project, file).filter(isLost).map(({ handler }) => handler.fn));
    for (const answering of answeringIn(project, file)) {
      // Its rejection is a path without an answer, which no-unhandled-handler-rejection tells.
      if (answering.is !== 'always' || !lost.has(answering.handler.fn)) yield* judge(project, answering);
    }
  },
});

function isLost(rejection: HandlerRejection): boolean {
  return rejection.is === 'dropped' || (rejection.is === 'ended' && rejection.end.end === 'nobody');
}

function* judge(project: Project, answering: Answering): Iterable<Evidence> {
  const base = site(project, answering);
  switch (answering.is) {
    case 'always': yield { ...base, outcome: 'pass', message: 'Every path of this handler answers, or hands the request on' }; return;
    case 'unknown': yield { ...base, outcome: 'unknown', message: 'whether every path of this handler answers is not seen' }; return;
    case 'arity': yield wrongArity(project, answering, base); return;
    case 'open': case 'never': yield* answering.ends.map((end) => unanswered(project, answering, end, base));
  }
}

type Site = Omit<Evidence, 'outcome' | 'message'>;

function site(project: Project, { handler }: Answering): Site {
  const { registered } = handler;
  const trace: readonly TraceStep[] = registered ? [{ span: spanOf(project, registered.call), message: `${handler.name} is registered here` }] : [];
  return { rule: id, span: headOf(project, handler), reach: project.isScript(handler.file) ? 'script' : handler.reach, trace, confidence: 'high', fixes: [], data: { handler: handler.name } };
}

function unanswered(project: Project, answering: Answering, end: OpenEnd, base: Site): Evidence {
  const { handler, model, is } = answering;
  const place = spanOfEnd(project, end);
  const elsewhere = place.file !== handler.file;
  const when = whenText(project, end);
  const what = elsewhere || end.fn.fn !== handler.fn ? `This function, to which ${handler.name} leaves its answer,` : `This handler of ${handler.name}`;
  const verb = end.range ? 'returns' : 'ends';
  const never = is === 'never' && end.choices.length === 0;
  const message = never
    ? `Nothing in this handler of ${handler.name} ${model.next === undefined ? 'ends the response' : 'ends the response or calls next'}${end.prepared === undefined ? '' : `: ${end.prepared} sends nothing by itself`}. The client waits until it gives up`
    : `${what} ${verb} without an answer${when && ` ${when}`}${end.prepared === undefined ? '' : `: ${end.prepared} sends nothing by itself`}. The client waits until it gives up`;
  const help = end.prepared === undefined ? `Answer there as well, with an error status${model.next === undefined ? '' : ' or by next(error)'}.` : `Send it: ${end.prepared}(…).${model.by.includes('send') ? 'send()' : 'end()'}.`;
  const way: readonly TraceStep[] = elsewhere ? [{ span: base.span, message: 'this handler leaves its answer to others' }] : [];
  return { ...base, span: never ? base.span : place, outcome: 'fail', message, help, level: base.reach === 'script' ? 'info' : 'error', trace: [...base.trace, ...way, ...choicesOf(project, end)] };
}

function wrongArity(project: Project, { handler, model }: Answering, base: Site): Evidence {
  const fact = project.evaluator.facts(handler.file)?.functions[handler.fn];
  const count = String(fact ? arityOf(fact) : 0);
  const all = fact && fact.params.length !== arityOf(fact) ? `${count} parameters before a default or a rest` : `${count} parameters`;
  return {
    ...base, outcome: 'fail', level: base.reach === 'script' ? 'info' : 'error',
    message: `This error handler has ${all}, so ${handler.entry.name} takes it for an ordinary middleware: no error reaches it, and what it calls the error is the request`,
    help: `Give it ${String(model.errorArity)} parameters, also where it does not use them all: (err, req, res, next).`,
  };
}
