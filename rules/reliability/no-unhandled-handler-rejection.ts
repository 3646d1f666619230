import { builtinModules } from 'node:module';
import { nameOfCall, placeText, spanOf } from '../../src/analysis/site.js';
import type { Project } from '../../src/analysis/project.js';
import type { Forwarding } from '../../src/analysis/rejections/forwarding.js';
import { handlerRejections, type HandlerRejection } from '../../src/analysis/rejections/handler-rejections.js';
import type { RejectionEnd } from '../../src/analysis/rejections/rejection-end.js';
import { spanOfFunction } from '../../src/analysis/rejections/function-span.js';
import type { Failure } from '../../src/analysis/failures/failure.js';
import { lastResortOf } from '../../src/analysis/failures/last-resort.js';
import type { Handler } from '../../src/analysis/handlers.js';
import { passRejectionOn } from '../../src/fix/pass-rejection-on.js';
import type { Evidence, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unhandled-handler-rejection';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'An async handler that fails is heard: by a catch, a wrapper, or the framework in its installed version.',
    why: 'Express 4, connect, node:http, ws and socket.io call a handler and throw away the promise that it gives. When a query fails, no error middleware runs and nothing answers: the client waits until it gives up. Since Node 15 the rejection also ends the process, and with it every other request that is under way. Express 5 passes it on, and the typings look the same.',
    how: 'Looks at each handler that is async or gives a promise: routes, middleware, error middleware, listeners of sockets, consumers and scheduled jobs. It passes when nothing in it can fail, when a wrapper, a decorator of its method, a changed router or an imported package such as express-async-errors passes the rejection on, and when the framework does so in the version that the lockfile, node_modules or package.json say; the typings do not matter. It fails when the installed version does not look at the promise, or when a wrapper drops it. Wrappers are recognised by what they do with the promise of the function that they are given. An unknown version, a wrapper that is not seen and a call of which nothing is known are unknown.',
    coverage: { practice: 'handlers whose failure is heard', sites: 'async handlers' },
    level: 'error',
    weakness: 248,
    // Any call may concern it.
    gate: ['('],
    examples: [
      { title: 'Express 4 does not look at the promise', reports: [4], dependencies: { express: '4.21.2' }, code: "import express from 'express';\nimport { findUser } from './users.js';\nconst app = express();\napp.get('/users/:id', async (req, res) => {\n  res.json(await findUser(req.params.id));\n});\n" },
      { title: 'Neither does node:http', reports: [3], code: "import { createServer } from 'node:http';\nimport { render } from './pages.js';\ncreateServer(async (req, res) => {\n  res.end(await render(req.url));\n}).listen(3000);\n" },
      { title: 'A wrapper that drops the promise is none', reports: [4], dependencies: { express: '4.21.2' }, code: "import express from 'express';\nimport { findUser } from './users.js';\nconst safe = (handler) => (req, res, next) => { try { handler(req, res, next); } catch (error) { next(error); } };\nexpress().get('/users/:id', safe(async (req, res) => {\n  res.json(await findUser(req.params.id));\n}));\n" },
      { title: 'Express 5 passes it on', reports: [], dependencies: { express: '5.1.0' }, code: "import express from 'express';\nimport { findUser } from './users.js';\nconst app = express();\napp.get('/users/:id', async (req, res) => {\n  res.json(await findUser(req.params.id));\n});\n" },
      { title: 'A wrapper passes it on', reports: [], dependencies: { express: '4.21.2' }, code: "import express from 'express';\nimport { findUser } from './users.js';\nconst safe = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);\nexpress().get('/users/:id', safe(async (req, res) => {\n  res.json(await findUser(req.params.id));\n}));\n" },
      { title: 'Everything that can fail is caught', reports: [], dependencies: { express: '4.21.2' }, code: "import express from 'express';\nimport { findUser } from './users.js';\nexpress().get('/users/:id', async (req, res, next) => {\n  try {\n    res.json(await findUser(req.params.id));\n  } catch (error) {\n    next(error);\n  }\n});\n" },
    ],
    blindSpots: [
      'A handler that reaches its router through a parameter or a computed name is not seen.',
      'express-async-errors counts wherever the project imports it; that it must be imported before the routes are registered is not checked.',
      'Where Express is allowed by a range and nothing is installed, the lowest version of the range counts.',
    ],
    fix: { offers: 'Wraps a handler of Express or connect wherever it is registered: in the wrapper that the project uses for others, in that of an installed package, or in express-async-handler, which it installs, where three handlers or more need it. Elsewhere a try around the body hands the error to `next` or to the callback that ends it, answers with 500 (node:http), or logs it with the project\'s logger (sockets, jobs). Not for handlers that acknowledge messages, exception filters, upgrades, and bodies whose own catch fails. The better way out for Express 4 is Express 5, which needs no wrapper.' },
  },
  *file({ file, project }) {
    for (const rejection of handlerRejections(project, file)) yield judge(project, rejection);
  },
});

function judge(project: Project, rejection: HandlerRejection): Evidence {
  const { handler } = rejection;
  const base = { rule: id, span: spanOfFunction(project, handler), reach: project.isScript(handler.file) ? 'script' : handler.reach, trace: [], confidence: 'high', fixes: [], data: { framework: handler.entry.name, handler: handler.name } } as const;
  switch (rejection.is) {
    case 'safe': return { ...base, outcome: 'pass', message: 'Nothing in this handler can fail that it does not catch' };
    case 'unknown': return { ...base, outcome: 'unknown', message: rejection.why };
    case 'forwarded': return { ...base, outcome: 'pass', message: `Its rejection is heard by ${hearer(project, rejection.forwarding)}` };
    case 'dropped': return fail(project, base, rejection, `${nameOf(project, rejection.forwarding)} drops the promise of this handler`, 'Let the wrapper pass it on: Promise.resolve(handler(req, res, next)).catch(next).');
    case 'ended': return rejection.end.end === 'nobody' ? fail(project, base, rejection, `${framework(handler, rejection.end)} does not look at the promise of this handler`, help(handler)) : { ...base, outcome: 'pass', message: ending(handler, rejection.end) };
  }
}

type Lost = Extract<HandlerRejection, { is: 'ended' | 'dropped' }>;

function fail(project: Project, base: Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'>, rejection: Lost, fault: string, advice: string): Evidence {
  const { handler, failure } = rejection;
  const last = lastResortOf(project, handler.file);
  const waits = handler.reach === 'request';
  const end = last.is === 'ends' ? `nobody hears it: the process ends${waits ? ', and the client gets no answer' : ''}` : `only ${last.by} hears of it, and ${waits ? 'the client gets no answer' : 'the work is lost'}`;
  return {
    ...base, outcome: 'fail', level: base.reach === 'script' ? 'info' : waits || last.is === 'ends' ? 'error' : 'warning', trace: way(project, handler, failure), help: advice, fixes: passRejectionOn(project, rejection),
    message: `${fault}: when ${whatFails(project, failure)}, ${end}`,
    data: { ...base.data, fails: failure.name },
  };
}

function whatFails(project: Project, { is, name, through }: Failure): string {
  const last = through.at(-1);
  if (is === 'throw') return `${(last && nameOfCall(project, last)) || 'it'} throws`;
  return name === '' ? 'what it awaits rejects' : `${name} ${is === 'call' ? 'throws' : 'rejects'}`;
}

/** Where it is registered, and the calls on the way to what fails. */
function way(project: Project, { name, registered }: Handler, { file, range, through }: Failure): readonly TraceStep[] {
  const first = registered ? [{ span: spanOf(project, registered.call), message: `${name} is registered here` }] : [];
  const calls = through.map((ref) => ({ span: spanOf(project, ref), message: `calls ${nameOfCall(project, ref)}` }));
  return [...first, ...calls, { span: { file, start: range[0], end: range[1] }, message: 'fails here' }];
}

function framework({ entry }: Handler, { package: name, version }: RejectionEnd): string {
  if (builtinModules.includes(name)) return `node:${name}`;
  const shown = entry.packages.length === 1 && entry.packages.includes(name) ? entry.name : name;
  return version === undefined ? shown : `${shown} ${version}`;
}

function help({ model }: Handler): string {
  if (model.answers?.next !== undefined) return 'Pass it on to next: catch in the handler, or wrap it: (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next). Express 5 does so by itself: the upgrade mends all of them at once.';
  return model.answers ? 'Catch everything in the handler, and answer there.' : 'Catch everything in the handler: log the error, and tell whoever waits.';
}

function ending(handler: Handler, end: RejectionEnd): string {
  const words = { framework: 'hears it', logged: 'logs it', retried: 'tries again', dropped: 'catches it', nobody: '' }[end.end];
  return `When it rejects, ${framework(handler, end)} ${words}`;
}

function hearer(project: Project, forwarding: Forwarding): string {
  return forwarding.package ?? (forwarding.by ? `${nameOfCall(project, forwarding.by)} (${placeText(project, forwarding.by)})` : 'what the project puts in its place');
}

function nameOf(project: Project, { by }: Forwarding): string {
  return (by && nameOfCall(project, by)) || 'The wrapper';
}
