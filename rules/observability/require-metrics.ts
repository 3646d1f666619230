import { observationOf, type Observation } from '../../src/analysis/observability/observation.js';
import { observedServices, type ObservedService } from '../../src/analysis/observability/observed-services.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-metrics';

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'metrics',
    mode: 'No monitoring or alerting: nobody sees the failure before the users do',
    summary: 'A service counts what it does, and hands the numbers out.',
    why: 'Without numbers nobody sees that answers take longer each day, that one in twenty fails, or that the pool is nearly used up, before the service is down. Numbers that are counted and that nothing hands out are as good as none.',
    how: 'Looks at each package that serves requests, or works on messages. Passes where prom-client\'s registry is asked for its metrics, a plugin answers them, a reader of OpenTelemetry exports them, a client of StatsD sends them, or an agent such as that of Datadog or New Relic is started, preloaded by a command or injected by a manifest. A library that is installed and never called counts for nothing. Fails, as an info, where metrics of prom-client are counted and never handed out, and where none of this is seen. Unknown where a file or a package is named after metrics, and where a platform runs the functions and counts their calls.',
    coverage: { practice: 'metrics', sites: 'services' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Nothing is counted', reports: [4], code: "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n" },
      { title: 'Counted, and never handed out', reports: [3], code: "import express from 'express';\nimport client from 'prom-client';\nclient.collectDefaultMetrics();\nconst app = express();\napp.get('/', (req, res) => res.send('ok'));\napp.listen(3000);\n" },
      { title: 'A route hands them out', reports: [], code: "import express from 'express';\nimport client from 'prom-client';\nclient.collectDefaultMetrics();\nconst app = express();\napp.get('/metrics', async (req, res) => {\n  res.type(client.register.contentType).send(await client.register.metrics());\n});\napp.listen(3000);\n" },
      { title: 'A reader hands them to a collector', reports: [], code: "import { NodeSDK } from '@opentelemetry/sdk-node';\nimport { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';\nimport { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';\nimport { createServer } from 'node:http';\nnew NodeSDK({ metricReader: new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() }) }).start();\ncreateServer((req, res) => res.end('ok')).listen(3000);\n" },
    ],
    blindSpots: [
      'Whether anybody collects the metrics, and which ones they are, is not known.',
      'What a mesh or a load balancer counts in front of the service is not seen.',
    ],
    fix: { none: 'What is measured, how it is collected and on which port are decisions about the platform.' },
  },
  *project({ project, artifacts }) {
    for (const service of observedServices(project, artifacts)) yield judge(service, observationOf(project, artifacts, service, 'metrics'));
  },
});

const base = { rule: id, reach: 'request', confidence: 'medium', fixes: [], trace: [], data: {} } as const;

function judge({ span, name }: ObservedService, seen: Observation): Evidence {
  const missing = { ...base, span, outcome: 'fail', level: 'info' } as const;
  switch (seen.is) {
    case 'seen': return { ...base, span: seen.span, outcome: 'pass', message: `metrics: ${seen.what}` };
    case 'unknown': return { ...base, span, outcome: 'unknown', message: `${name}: ${seen.why}` };
    case 'counted': return { ...missing, span: seen.use.span, message: `${seen.use.name} counts, and nothing hands the numbers out: no route and no exporter asks the registry for its metrics`, help: 'Answer register.metrics() under /metrics, on a port that only the collector reaches.' };
    case 'off': return { ...missing, span: seen.use.span, message: `${seen.use.name} is started without a reader for metrics: it exports none`, help: 'Give the SDK a metricReader with an exporter.' };
    case 'late': return { ...base, span, outcome: 'unknown', message: `${name}: ${seen.use.name} starts late` };
    case 'absent': return {
      ...missing,
      message: `${name} is not measured: ${seen.installed === undefined ? 'no library of metrics is used, and no agent is loaded' : `${seen.installed} is installed, and nothing starts it`}. Nobody sees that it gets slower, or fails more often, before it is down`,
      help: 'Count requests, failures and durations by route, for example with prom-client or OpenTelemetry, and hand them out.',
    };
  }
}
