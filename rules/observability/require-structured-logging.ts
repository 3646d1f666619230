import { loggedError } from '../../src/analysis/observability/logged-error.js';
import type { LogCall } from '../../src/analysis/observability/log-call.js';
import { usedLoggers } from '../../src/analysis/observability/used-loggers.js';
import { loggerMakers } from '../../src/analysis/observability/logger-makers.js';
import { isCollected, logSite, reachedLogCalls } from '../../src/analysis/observability/log-sites.js';
import { isConsoleReplaced } from '../../src/analysis/observability/patched-console.js';
import { requestIdentity } from '../../src/analysis/observability/request-identity.js';
import { requestLogsIn } from '../../src/analysis/observability/request-logs.js';
import type { FileView, Project, ProjectView } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import { keepErrors } from '../../src/fix/keep-error.js';
import { logRecords } from '../../src/fix/nest-logger.js';
import { logThrough } from '../../src/fix/log-through.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-structured-logging';

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'logging',
    mode: 'No monitoring or alerting: nobody sees the failure before the users do',
    summary: 'What handlers write to the log are records that can be searched, and an error keeps its stack.',
    why: 'Lines for people cannot be filtered by level, request or customer when thousands of them come each second: in an outage nobody finds the one that says why. An error that is written as its message alone says that something is undefined, and neither where nor because of what.',
    how: 'Looks at the calls of console and of loggers that handlers of requests, jobs and messages reach, one site for each kind in a file. console fails unless it is given what JSON.stringify made; where a platform such as Lambda collects it, it is unknown. pino, bunyan, winston with JSON, the logger of a Fastify request, loggers of cloud platforms and OpenTelemetry pass; a logger that is told to write text, such as winston with nothing but format.simple() or printf, fails once, where it is made; lines of morgan are an info. The logger of Nest and log4js are told of where an application is made and where `configure` is called: `useLogger`, the option `logger` and the layouts say what comes out, lines where nothing is set. Loggers that something else configures are unknown. A wrapper is judged by what it calls: one over console fails there, and not at its callers. On the levels of errors, an entry about a caught error fails when it holds its message and nothing else of it, or holds the error where the logger drops it. When nothing ties the entries of one request together, that is an info at the logger.',
    coverage: { practice: 'structured logs', sites: 'files that log for requests and jobs' },
    level: 'warning',
    gate: ['console', 'log', 'Log'],
    examples: [
      { title: 'A line for people', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/orders/:id', (req, res) => {\n  console.log('order', req.params.id);\n  res.json({});\n});\n" },
      { title: 'The message without the error', reports: [10], code: "import express from 'express';\nimport pino from 'pino';\nconst logger = pino();\nconst app = express();\napp.post('/orders', (req, res) => {\n  const log = logger.child({ requestId: req.get('x-request-id') });\n  try {\n    JSON.parse(req.body);\n  } catch (error) {\n    log.error(`failed: ${(error as Error).message}`);\n  }\n  res.json({});\n});\n" },
      { title: 'pino leaves out what stands behind a text without a place for it', reports: [10], code: "import express from 'express';\nimport pino from 'pino';\nconst logger = pino();\nconst app = express();\napp.post('/orders', (req, res) => {\n  const log = logger.child({ requestId: req.get('x-request-id') });\n  try {\n    JSON.parse(req.body);\n  } catch (error) {\n    log.error('failed', error);\n  }\n  res.json({});\n});\n" },
      { title: 'A record, with the error and the id of the request', reports: [], code: "import express from 'express';\nimport { pinoHttp } from 'pino-http';\nconst app = express();\napp.use(pinoHttp());\napp.post('/orders', (req, res) => {\n  try {\n    JSON.parse(req.body);\n  } catch (error) {\n    req.log.error({ err: error }, 'failed');\n  }\n  res.json({});\n});\n" },
      { title: 'Start-up says where it listens', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => {\n  res.send('ok');\n});\napp.listen(3000, () => {\n  console.log('listening on 3000');\n});\n" },
    ],
    blindSpots: [
      'What is written by console.error where it is handed over as a function, as in .catch(console.error), is not looked at.',
      'Own layouts of log4js and reporters of consola, own classes that are Nest\'s logger, and loggers of the company that are installed as a package, are not looked at.',
      'Whether errors are logged at all is another rule; here it counts how.',
      'Where the logs go, and whether they hold secrets, is not known.',
    ],
    fix: { offers: "Writes what the console gets through the project's own logger, through the Logger of Nest, or through pino, which a module of its own then makes: values become fields, errors keep their stack. Gives loggers the error itself where they are given its message, or leave it out. Lets the logger of Nest 11 write JSON where the application is made. Not where it is open what a value should be called, nor for settings of other loggers." },
  },
  *file({ file, project }: FileView) {
    if (project.isScript(file)) return;
    const calls = reachedLogCalls(project, file);
    yield* judgeConsole(project, calls);
    yield* judgeRecords(project, calls);
    yield* judgeErrors(project, calls.filter(({ by }) => by === 'library'));
    yield* judgeRequestLogs(project, file);
    if (project.partial) return;
    yield* judgeMakers(project, file);
    yield* judgeGiven(project, file);
  },
  *project({ project }: ProjectView) {
    const maker = [...loggerMakers(project).values()].find(({ calls }) => calls.some(({ writes }) => writes === 'records'));
    if (!maker || !project.handlers.some(({ reach }) => reach === 'request')) return;
    const base = { rule: id, span: spanOf(project, maker.made), reach: 'request', confidence: 'medium', trace: [], fixes: [], data: {} } as const;
    const identity = requestIdentity(project);
    if (identity !== undefined) return;
    yield { ...base, outcome: 'fail', level: 'info', message: `The entries of ${nameOfCall(project, maker.made)} do not say for which request they were written: those of requests that run at the same time cannot be told apart`, help: 'Give each request a logger of its own with an id, by pino-http, a child logger or AsyncLocalStorage.' };
  },
});

const base = { rule: id, confidence: 'high', fixes: [] } as const;

function* judgeConsole(project: Project, all: readonly LogCall[]): Iterable<Evidence> {
  const site = logSite(project, all.filter(({ by, writes }) => by === 'console' && writes === 'text'));
  if (!site) return;
  const { span, reach, trace, name } = site;
  const common = { ...base, span, reach, trace, data: { calls: site.calls.length, library: 'console' } };
  const records = all.filter(({ writes }) => writes === 'records').map(({ ref }) => project.evaluator.call(ref)?.fn);
  if (site.calls.every((call) => isCollected(project, call))) yield { ...common, outcome: 'unknown', message: 'the platform collects what console writes, and its settings say whether as records' };
  else if (isConsoleReplaced(project)) yield { ...common, outcome: 'unknown', message: 'the project gives console other functions' };
  else if (site.calls.every(({ ref }) => records.includes(project.evaluator.call(ref)?.fn))) yield { ...common, outcome: 'unknown', message: 'another way through the same function writes records' };
  else yield { ...common, outcome: 'fail', fixes: logThrough(project, span.file, site.calls), message: `${name} writes a line for people while ${reach === 'request' ? 'requests are answered' : 'jobs are worked on'}: nobody can search it by level, request or field when it matters`, help: 'Write through a structured logger such as pino, with the values as fields: logger.info({ orderId }, "order placed").' };
}

function* judgeRecords(project: Project, calls: readonly LogCall[]): Iterable<Evidence> {
  for (const writes of ['records', 'unknown'] as const) {
    const site = logSite(project, calls.filter((call) => call.writes === writes && (call.by === 'library' || writes === 'records')));
    if (!site) continue;
    const common = { ...base, span: site.span, reach: site.reach, trace: [], data: { calls: site.calls.length, library: site.calls[0]?.library ?? '' } };
    yield writes === 'records' ? { ...common, outcome: 'pass', message: `${site.name} writes records (${site.calls[0]?.library ?? ''})` } : { ...common, outcome: 'unknown', message: `what ${site.name} writes is decided elsewhere` };
  }
}

const toRecords = 'Write JSON in production, and text for people only in development.';

/** A logger for people is told of once, where it is made; as an info where only the start is seen to use it. */
function* judgeMakers(project: Project, file: string): Iterable<Evidence> {
  for (const { made, library, writes, calls } of loggerMakers(project).values()) {
    if (made.file !== file || writes !== 'text') continue;
    const site = logSite(project, calls);
    yield {
      ...base, confidence: 'medium', outcome: 'fail', ...(!site && { level: 'info' }), span: spanOf(project, made), reach: site?.reach ?? 'startup', trace: site?.trace ?? [], data: { calls: Math.max(1, calls.length), library },
      message: `${nameOfCall(project, made)} is told to write lines for people: the fields that it is given end up in a text, or nowhere`, help: toRecords,
    };
  }
}

/** What a process as a whole is given: all its loggers write by it, those of its framework among them. */
function* judgeGiven(project: Project, file: string): Iterable<Evidence> {
  for (const given of usedLoggers(project)) {
    if (given.at.file !== file || given.writes === 'unknown') continue;
    const isNest = given.package === '@nestjs/common';
    const { reach } = wayTo(project, given.at);
    const name = nameOfCall(project, given.at);
    const own = { ...base, confidence: 'medium', span: spanOf(project, given.at), reach: isNest ? 'request' : reach, trace: [] } as const;
    if (given.writes === 'records') yield { ...own, outcome: 'pass', data: { library: given.package }, message: `The application of ${name} is given a logger that writes records` };
    else yield {
      ...own, outcome: 'fail', fixes: isNest ? logRecords(project, given.at) : [], ...(reach === 'script' && { level: 'info' }), data: { calls: Math.max(1, given.calls), library: given.package },
      message: isNest ? `${name} leaves the application with a logger that writes lines for people: what Nest and its services log has no fields to search by` : `${name} sets layouts for people: each entry is a line of text, without fields to search by`,
      help: isNest ? 'Give it one that writes records, such as app.useLogger(app.get(Logger)) of nestjs-pino, or new ConsoleLogger({ json: true }).' : 'Add a layout that gives JSON, by log4js.addLayout("json", …), and use it in production.',
    };
  }
}

/** The entry of each request. */
function* judgeRequestLogs(project: Project, file: string): Iterable<Evidence> {
  for (const { made, library, writes } of requestLogsIn(project, file)) {
    const own = { ...base, span: spanOf(project, made), reach: 'request', trace: [], data: { library } } as const;
    const name = nameOfCall(project, made) || library;
    if (writes === 'records') yield { ...own, outcome: 'pass', message: `${name} writes a record for each request` };
    else if (writes === 'text') yield { ...own, outcome: 'fail', level: 'info', message: `${name} writes a line for people about each request: nobody can search them by route, status or time when it matters`, help: 'Write one record for each request, such as by pino-http, or give morgan a function that returns JSON.stringify of the fields.' };
    else yield { ...own, outcome: 'unknown', message: `what ${name} writes is decided elsewhere` };
  }
}

function* judgeErrors(project: Project, calls: readonly LogCall[]): Iterable<Evidence> {
  const judged = calls.map((call) => ({ call, error: loggedError(project, call) }));
  for (const is of ['text', 'lost'] as const) {
    const found = judged.filter(({ error }) => error.is === is);
    const site = logSite(project, found.map(({ call }) => call));
    const first = found.find(({ call }) => site && spanOf(project, call.ref).start === site.span.start)?.error;
    if (!site || !first) continue;
    const common = { ...base, fixes: keepErrors(project, site.span.file, found), aspect: 'errors', outcome: 'fail', span: site.span, reach: site.reach, trace: site.trace, data: { calls: site.calls.length, library: site.calls[0]?.library ?? '' } } as const;
    if (first.is === 'lost') yield { ...common, message: `${site.name} is given the error ${first.how}: the entry says that something failed, and not what`, help: `${first.instead}.` };
    if (first.is === 'text') yield { ...common, confidence: 'medium', message: `${site.name} keeps ${first.how} of the error and drops its stack and its cause: the log says what went wrong, and not where`, help: 'Give the logger the error itself: logger.error({ err: error }, "what was tried").' };
  }
}
