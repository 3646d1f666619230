import { processListeners } from '../../src/analysis/exits/process-listeners.js';
import { startedContainers, type StartedContainer } from '../../src/analysis/deployment/started.js';
import type { Project } from '../../src/analysis/project.js';
import { reachNode, withoutStopSignal } from '../../src/fix/reach-node.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-signal-delivery';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'zero-downtime',
    mode: 'Deploys cut requests: the signal to stop never arrives',
    summary: 'The signal that ends a container reaches the Node process in it.',
    why: 'A platform ends a container with SIGTERM to its first process. Where that is a shell that does not hand it on, the service never hears of it: it takes requests until SIGKILL cuts all of them, seconds later, at every deploy.',
    how: 'Follows what a container starts with, in Dockerfiles (the last stage and those that it is built from) and in compose files that say another command: through an init, `env`, `npm start`, `yarn`, `pnpm` and `npx`, shells with `-c`, and scripts of the project, to the process that serves. Whether a shell becomes its last command depends on the image: dash, the sh of Debian and of `node:20`, stays in front, while busybox, the sh of Alpine, and bash become it; a script stays in front everywhere, but for `exec`. Yarn 1 and nodemon end before what they run does. Also fails for a `STOPSIGNAL` that the code does not listen for while it does for SIGTERM, and for SIGKILL. What it cannot follow is unknown; files for development and tests are left out.',
    coverage: { practice: 'signal delivery', sites: 'containers' },
    level: 'warning',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'The sh of Debian stands between', file: 'Dockerfile', reports: [3], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'FROM node:20-slim\nCOPY . .\nCMD node main.js\n' },
      { title: 'npm runs the script with that shell', file: 'Dockerfile', reports: [3], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'FROM node:20-slim\nCOPY . .\nCMD ["npx", "node", "main.js"]\n' },
      { title: 'Node is what the container starts', file: 'Dockerfile', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'FROM node:20-slim\nCOPY . .\nCMD ["node", "main.js"]\n' },
      { title: 'The shell gives its place away', file: 'Dockerfile', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'FROM node:20-slim\nCOPY . .\nCMD mkdir -p /data && exec node main.js\n' },
    ],
    blindSpots: [
      'Images that the project does not build, and commands that only a manifest of Kubernetes or a platform gives, are not looked at.',
      'What a package manager other than npm 6 to 11, pnpm 8 to 10 and Yarn 1 does with signals is unknown.',
      'Which stage is built is not asked where the last one has no command.',
    ],
    fix: { offers: 'Starts node itself where a package manager, a shell or nodemon stands in front of it in a Dockerfile; writes exec before the last command of a shell or a script; takes a stop signal out that nothing hears. Not where a variable or another script would be lost, and not in compose files.' },
  },
  *project({ project, artifacts }) {
    for (const container of startedContainers(artifacts)) {
      const base = { rule: id, span: container.span, reach: 'startup', confidence: 'high', trace: [], fixes: [], data: {} } as const;
      const evidence = judge(container, base);
      if (evidence) yield { ...evidence, fixes: reachNode(artifacts, container) };
      const stop = judgeStopSignal(project, container, base);
      if (stop) yield { ...stop, fixes: withoutStopSignal(artifacts, container) };
    }
  },
});

type Base = Pick<Evidence, 'rule' | 'span' | 'reach' | 'confidence' | 'trace' | 'fixes' | 'data'>;

function judge({ name, delivery }: StartedContainer, base: Base): Evidence | undefined {
  switch (delivery.is) {
    case 'other': return undefined;
    case 'delivered': return { ...base, outcome: 'pass', strength: 'incomplete', message: `${name}: ${delivery.how}` };
    case 'unknown': return { ...base, outcome: 'unknown', message: `${name}: ${delivery.why}` };
    case 'lost': return {
      ...base, outcome: 'fail', data: { stopsAt: delivery.at },
      message: `SIGTERM does not reach the service: ${delivery.why}. Each deploy cuts the requests in flight`,
      help: delivery.why.includes('exec') ? `Write exec in front of the last command of ${delivery.at}, so that it takes the shell's place.` : 'Start Node itself, as a list: CMD ["node", "dist/main.js"]; where a shell is needed, put exec in front of its last command.',
    };
  }
}

/** Another signal than SIGTERM has to be one that the code listens for. */
function judgeStopSignal(project: Project, { stopSignal, delivery }: StartedContainer, base: Base): Evidence | undefined {
  if (!stopSignal || delivery.is === 'other') return undefined;
  const signal = /^\d+$/.test(stopSignal.signal) ? (numbers[stopSignal.signal] ?? '') : `SIG${stopSignal.signal.replace(/^SIG/i, '').toUpperCase()}`;
  const heard = new Set(processListeners(project).map(({ event }) => event));
  const isDeaf = signal === 'SIGKILL' || (signal !== 'SIGTERM' && heard.has('SIGTERM') && !heard.has(signal));
  if (!isDeaf) return undefined;
  return { ...base, span: stopSignal.span, outcome: 'fail', message: `The container is ended with ${signal}, which ${signal === 'SIGKILL' ? 'no process can hear' : 'the code does not listen for: its listener is for SIGTERM'}. Each deploy cuts the requests in flight`, help: 'Take the stop signal out, so that SIGTERM is sent.' };
}

const numbers: Readonly<Record<string, string>> = { 1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 9: 'SIGKILL', 15: 'SIGTERM' };
