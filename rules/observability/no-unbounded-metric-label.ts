import { labelWorth, type LabelWorth } from '../../src/analysis/observability/label-worth.js';
import { metricCallsIn, type MetricCall } from '../../src/analysis/observability/metric-labels.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-metric-label';

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'metrics',
    mode: 'No monitoring or alerting: nobody sees the failure before the users do',
    summary: 'What tells the numbers of a metric apart has few values.',
    why: 'Each combination of label values is a series of its own, which prom-client keeps in the memory of the process for good and the server of metrics keeps for weeks. With an id, an address or the message of an error as a label their number grows with each user and each scan: the process and the monitoring run out of memory together, in the hour in which they are needed.',
    how: 'Looks at the labels that prom-client, OpenTelemetry and clients of StatsD are given: objects of labels, values one by one, tags in a list, and names that are put together. It follows a value through names and parameters to callers in other files. It fails on addresses of requests (url, originalUrl, path), on what clients send, on messages of errors, on generated ids, and on names of which there is one for each user, order or message, such as userId. It passes constants, methods, status codes, patterns of routes and what is compared with a list. What a function of the project makes of a value is unknown.',
    coverage: { practice: 'metrics with few series', sites: 'calls with labels' },
    level: 'warning',
    gate: ['prom-client', '@opentelemetry', 'hot-shots', 'statsd', 'datadog-metrics', 'lynx'],
    examples: [
      { title: 'A series for each address', reports: [6], code: "import express from 'express';\nimport { Counter } from 'prom-client';\nconst requests = new Counter({ name: 'requests_total', help: 'requests', labelNames: ['method', 'path'] });\nconst app = express();\napp.use((req, res, next) => {\n  requests.inc({ method: req.method, path: req.originalUrl });\n  next();\n});\n" },
      { title: 'A name for each user', reports: [4], code: "import StatsD from 'hot-shots';\nconst client = new StatsD();\nexport function login(userId: string) {\n  client.increment(`logins.${userId}`);\n}\n" },
      { title: 'A series for each route', reports: [], code: "import express from 'express';\nimport { Counter } from 'prom-client';\nconst requests = new Counter({ name: 'requests_total', help: 'requests', labelNames: ['method', 'route'] });\nconst app = express();\napp.use((req, res, next) => {\n  res.on('finish', () => { requests.inc({ method: req.method, route: req.route?.path ?? 'unmatched' }); });\n  next();\n});\n" },
      { title: 'A label with few values', reports: [], code: "import { Counter } from 'prom-client';\nconst jobs = new Counter({ name: 'jobs_total', help: 'jobs', labelNames: ['result'] });\nexport function done(failed: boolean) {\n  jobs.inc({ result: failed ? 'failed' : 'done' });\n}\n" },
    ],
    blindSpots: [
      'Dimensions of CloudWatch and properties of Application Insights are not looked at.',
      'A label of which there is one for each tenant, monitor or region is unknown: how many there are, only the operator knows.',
      'A list of samples that is kept in memory in place of a histogram is found by no-unbounded-cache.',
    ],
    fix: { none: 'Which few values should stand in place of many depends on what the metric is looked at for.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const call of metricCallsIn(project, file)) if (call.labels.length > 0) yield judge(project, call);
  },
});

function judge(project: Project, { ref, library, labels }: MetricCall): Evidence {
  const name = nameOfCall(project, ref);
  const { reach, trace } = wayTo(project, ref);
  const base: Pick<Evidence, 'rule' | 'span' | 'reach' | 'confidence' | 'fixes' | 'trace' | 'data'> = { rule: id, span: spanOf(project, ref), reach, trace, confidence: 'medium', fixes: [], data: { library } };
  const judged = labels.map((label) => ({ label, worth: labelWorth(project, label.file, label.value) }));
  const many = judged.find(({ worth }) => worth.is === 'many');
  if (many?.worth.is === 'many') return { ...base, outcome: 'fail', ...failure(project, name, many.label.name, many.worth, trace) };
  const open = judged.find(({ worth }) => worth.is === 'unknown');
  if (open) return { ...base, outcome: 'unknown', message: `how many values ${open.label.name === '' ? 'a label' : open.label.name} of ${name} has is not seen` };
  return { ...base, outcome: 'pass', strength: 'incomplete', message: `the labels of ${name} have few values` };
}

function failure(project: Project, name: string, label: string, { what, why, by }: Extract<LabelWorth, { is: 'many' }>, trace: Evidence['trace']): Pick<Evidence, 'message' | 'help' | 'trace'> {
  return {
    message: `${name} counts ${what}${label === '' ? '' : ` as ${label}`} apart, and ${why}: each is a series that is kept in memory for good`,
    help: 'Use a label with few values, such as the pattern of the route, the status or the kind of error; put the rest in logs or traces.',
    trace: by ? [...trace, { span: spanOf(project, by), message: `${what} is given here` }] : trace,
  };
}
