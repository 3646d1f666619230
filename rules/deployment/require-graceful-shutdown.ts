import { startedByPm2 } from '../../src/analysis/deployment/pm2.js';
import { packageOf, servingPackages, type ServingPackage } from '../../src/analysis/deployment/packages.js';
import { closesServer, shutdownsOf, type Shutdown } from '../../src/analysis/deployment/shutdown.js';
import type { ProjectView } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf } from '../../src/analysis/site.js';
import { closeOnSigterm, hearSigtermToo } from '../../src/fix/close-on-sigterm.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-graceful-shutdown';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'zero-downtime',
    mode: 'Deploys cut requests: nothing happens on SIGTERM',
    summary: 'On SIGTERM a server stops accepting, and answers what it has begun.',
    why: 'Every deploy, every scale-down and every moved container begins with SIGTERM. A process that does not listen for it is ended at once, in the middle of its requests; as the first process of a container it does not even notice, takes new requests for as long as the platform waits, and is then killed.',
    how: 'Looks at each package that opens servers in production. Passes when a listener of SIGTERM closes the server, directly or through functions, classes and modules that it calls; when a library that listens for the signal does so (terminus, http-graceful-shutdown, fastify-graceful-shutdown, close-with-grace, lightship, exit-hook and others), or Nest with `enableShutdownHooks()`. Under pm2, which sends SIGINT, a listener of that counts, and one of SIGTERM alone counts half. Fails when nothing listens for SIGTERM (a listener for SIGINT alone is for a person at a terminal), and when what listens ends the process without closing a server. What runs functions that are registered elsewhere, and listeners in other packages, are unknown.',
    coverage: { practice: 'graceful shutdown', sites: 'packages with servers' },
    level: 'error',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Nothing listens for the signal', reports: [3], code: "import express from 'express';\nconst app = express();\napp.listen(3000);\n" },
      { title: 'The process ends at once', reports: [3], code: "import express from 'express';\nconst app = express();\napp.listen(3000);\nprocess.on('SIGTERM', () => process.exit(0));\n" },
      { title: 'The server is closed first', reports: [], code: "import express from 'express';\nconst app = express();\nconst server = app.listen(3000);\nprocess.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n  setTimeout(() => process.exit(1), 10_000).unref();\n});\n" },
      { title: 'A library listens for the signal', reports: [], dependencies: { fastify: '5.2.0', 'close-with-grace': '2.5.0' }, code: "import Fastify from 'fastify';\nimport closeWithGrace from 'close-with-grace';\nconst app = Fastify();\ncloseWithGrace({ delay: 5000 }, async () => {\n  await app.close();\n});\nawait app.listen({ port: 3000 });\n" },
    ],
    blindSpots: [
      'Servers of frameworks that open them themselves (Next.js, Nuxt, Remix, AdonisJS, Sails) are not looked at.',
      'Whether pools, queues and consumers are closed as well, and in which order, is not asked; nor is it of processes that only work on queues.',
      'A server that is closed on one of several ways counts as closed.',
    ],
    fix: { offers: 'Closes the server on SIGTERM and ends when its requests have, within 10 s, behind the call that opens it; lets Nest close its application; does on SIGTERM what is done on SIGINT. What else has to be closed, such as pools and queues, is left to the team.' },
  },
  *project(view) {
    for (const one of servingPackages(view.project, view.artifacts)) yield* judge(view, one);
  },
});

function* judge({ project, artifacts }: ProjectView, { dir, servers }: ServingPackage): Iterable<Evidence> {
  const [server] = servers;
  if (!server) return;
  const base = { rule: id, span: spanOf(project, server.ref), reach: 'request', confidence: 'medium', fixes: [], trace: servers.slice(1, 6).map(({ ref, library }) => ({ span: spanOf(project, ref), message: `${library} is opened here as well` })), data: { servers: servers.length } } as const;
  const pm2 = startedByPm2(artifacts, dir);
  const all = shutdownsOf(project).filter(({ hears }) => hears.has('SIGTERM') || (pm2 !== undefined && hears.has('SIGINT')));
  const own = all.filter(({ at }) => packageOf(artifacts, at.file) === dir);
  const name = nameOfCall(project, server.ref) || server.library;
  const verdicts = own.map((shutdown) => ({ shutdown, closes: servers.map((one) => closesServer(project, shutdown, one)) }));
  const closings = verdicts.filter(({ closes }) => closes.includes('yes'));
  const closing = closings.find(({ shutdown }) => isSentByPm2(shutdown)) ?? closings[0];
  if (closing && pm2 !== undefined && !isSentByPm2(closing.shutdown)) {
    yield { ...base, outcome: 'pass', strength: 'incomplete', message: `${name} is closed on SIGTERM (${placeText(project, closing.shutdown.at)}), and pm2, which ${pm2} runs, sends SIGINT, for which nothing closes it` };
    return;
  }
  if (closing) {
    yield { ...base, outcome: 'pass', message: `${name} is closed on ${pm2 === undefined ? 'SIGTERM' : 'the signal of pm2'} (${closing.shutdown.by} at ${placeText(project, closing.shutdown.at)})`, data: { ...base.data, ...(closing.shutdown.deadline && { deadlineMs: closing.shutdown.deadline.ms }) } };
    return;
  }
  const doubtful = verdicts.find(({ closes }) => closes.includes('maybe'));
  const elsewhere = all.find((shutdown) => !own.includes(shutdown));
  if (doubtful) yield { ...base, outcome: 'unknown', message: `${name}: ${doubtful.shutdown.by} is listened for at ${placeText(project, doubtful.shutdown.at)}; whether the server is closed there is not seen` };
  else if (own.length === 0 && elsewhere) yield { ...base, outcome: 'unknown', message: `${name}: another package listens for SIGTERM, at ${placeText(project, elsewhere.at)}` };
  else {
    const other = shutdownsOf(project).find(({ at }) => packageOf(artifacts, at.file) === dir);
    yield { ...base, outcome: 'fail', ...faultOf(own, project, artifacts, name, dir), fixes: own.length > 0 ? [] : other ? hearSigtermToo(project, other.at) : closeOnSigterm(project, server) };
  }
}

/** Libraries listen for SIGINT as well. */
function isSentByPm2({ by, hears }: Shutdown): boolean {
  return hears.has('SIGINT') || !by.includes('SIGTERM');
}

function faultOf(own: readonly Shutdown[], project: ProjectView['project'], artifacts: ProjectView['artifacts'], name: string, dir: string): Pick<Evidence, 'message' | 'help'> {
  const ending = own.find(({ exit }) => exit !== undefined) ?? own[0];
  return ending ? withoutClosing(project, name, ending) : unheard(project, artifacts, name, dir);
}

function withoutClosing(project: ProjectView['project'], name: string, { at, exit }: Shutdown): Pick<Evidence, 'message' | 'help'> {
  return {
    message: `${name} is not closed on SIGTERM: the listener at ${placeText(project, at)} ${exit ? 'ends the process without it, and cuts the requests in flight' : 'does not close it, so that it takes requests until the process is killed'}`,
    help: 'Close the server in the listener, wait for its callback, then close pools and queues and exit; add a timer that ends the process when that takes too long.',
  };
}

function unheard(project: ProjectView['project'], artifacts: ProjectView['artifacts'], name: string, dir: string): Pick<Evidence, 'message' | 'help'> {
  const other = shutdownsOf(project).find(({ at }) => packageOf(artifacts, at.file) === dir);
  const said = other ? `; ${other.by} at ${placeText(project, other.at)} is not what platforms send` : '';
  return {
    message: `Nothing listens for SIGTERM${said}: each deploy cuts the requests that ${name} has begun`,
    help: other ? 'Listen for SIGTERM with the same function.' : "Listen for SIGTERM: close the server, wait for its callback, then close pools and queues and exit; add a timer that ends the process when that takes too long.",
  };
}
