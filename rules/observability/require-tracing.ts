import { observationOf, type Observation } from '../../src/analysis/observability/observation.js';
import { observedServices, type ObservedService } from '../../src/analysis/observability/observed-services.js';
import type { Project } from '../../src/analysis/project.js';
import { placeOf } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-tracing';

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'tracing',
    mode: 'No monitoring or alerting: nobody sees the failure before the users do',
    summary: 'Requests are followed through services, by tracing that starts before what it follows.',
    why: 'When a request that passes five services is slow, the logs of each say that the next one was. Tracing says which. Its libraries change others as these are loaded: tracing that is started behind them runs without an error, and shows nothing of the calls to the database.',
    how: 'Looks at each package that serves requests, or works on messages. Passes where an SDK of OpenTelemetry, Sentry with a sample rate, or an agent such as that of Datadog or New Relic is started before the packages that it patches are loaded: in a file that is imported first, by --import or --require in scripts, Dockerfiles, compose files and manifests, in the instrumentation file of Next, or injected by an operator. Fails where it starts behind them, in the order in which Node loads modules: imports of a module of ECMAScript all come before its own statements. Fails, as an info, where nothing of the kind is seen or where it is installed and never started; unknown where a file or a package is named after it, and where a platform runs the functions.',
    coverage: { practice: 'tracing', sites: 'services' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Nothing is followed', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n" },
      { title: 'It starts when express is there already', reports: [4], code: "import express from 'express';\nimport { NodeSDK } from '@opentelemetry/sdk-node';\nimport { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';\nnew NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] }).start();\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n" },
      { title: 'A file of its own comes first', reports: [], code: "import './tracing.js';\nimport express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n", files: { 'tracing.ts': "import { NodeSDK } from '@opentelemetry/sdk-node';\nimport { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';\nnew NodeSDK({ instrumentations: [getNodeAutoInstrumentations()] }).start();\n" } },
      { title: 'The start command loads it first', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n", files: { 'package.json': '{ "name": "shop", "type": "module", "scripts": { "start": "node --import @opentelemetry/auto-instrumentations-node/register example.js" }, "dependencies": { "@opentelemetry/auto-instrumentations-node": "0.56.0", "express": "5.1.0" } }' } },
    ],
    blindSpots: [
      'Whether traces are kept, and how many of them, is not known.',
      'A loader that modules of ECMAScript need besides, such as --import @opentelemetry/instrumentation/hook.mjs, is not asked for.',
      'Agents that the platform injects without a manifest of this repository are not seen.',
    ],
    fix: { none: 'Tracing is started before all else, with an exporter for the platform that is used: that changes how the process is started, not a place in the code.' },
  },
  *project({ project, artifacts }) {
    for (const service of observedServices(project, artifacts)) yield judge(project, service, observationOf(project, artifacts, service, 'tracing'));
  },
});

const base = { rule: id, reach: 'request', confidence: 'medium', fixes: [], trace: [], data: {} } as const;

function judge(project: Project, { span, name }: ObservedService, seen: Observation): Evidence {
  const missing = { ...base, span, outcome: 'fail', level: 'info' } as const;
  switch (seen.is) {
    case 'seen': return { ...base, span: seen.span, outcome: 'pass', message: `traces: ${seen.what}` };
    case 'unknown': return { ...base, span, outcome: 'unknown', message: `${name}: ${seen.why}` };
    case 'counted': return { ...base, span, outcome: 'unknown', message: `${name}: ${seen.use.name} is no tracing` };
    case 'off': return { ...missing, span: seen.use.span, message: `${seen.use.name} is started without what it takes to follow requests: no trace is recorded`, help: 'Give it instrumentations and an exporter, or a sample rate.' };
    case 'late': {
      const [first] = seen.earlier;
      const packages = [...new Set(seen.earlier.map((one) => one.package))];
      return {
        ...missing, span: seen.use.span, level: 'warning',
        message: `${seen.use.name} starts when ${packages.slice(0, 3).join(', ')}${packages.length > 3 ? ` and ${String(packages.length - 3)} more` : ''} ${packages.length === 1 ? 'is' : 'are'} loaded already${first ? `, in ${placeOf(project, { file: first.file, start: 0, end: 0 }).replace(/:1$/, '')}` : ''}: what is done through ${packages.length === 1 ? 'it' : 'them'} is in no trace`,
        help: 'Start it in a file of its own, and load that first: node --import ./tracing.js main.js, or as the first import of the entry point.',
      };
    }
    case 'absent': return {
      ...missing,
      message: `${name} is not traced: ${seen.installed === undefined ? 'no SDK of tracing is started, and no agent is loaded' : `${seen.installed} is installed, and nothing starts it`}. When a request is slow, nobody sees in which service or query`,
      help: 'Start OpenTelemetry, or the agent of the platform, before everything else.',
    };
  }
}
