import { plain, service, worker, type ProjectsByItem } from './shapes.js';

/** A library: nobody but its users can watch it. */
const library = 'export const add = (a: number, b: number) => a + b;\n';
const sdk = "import { NodeSDK } from '@opentelemetry/sdk-node';\nimport { instrumentations } from './instrumentations.js';\nnew NodeSDK({ instrumentations }).start();\n";
const alarm = (more: string): string => `resource "aws_cloudwatch_metric_alarm" "errors" {\n  metric_name = "5xx"\n${more}}\n`;

export const observabilityProjects: ProjectsByItem = {
  logging: {
    pass: service("  req.log.info({ id: req.params.id }, 'order');\n  res.json({});", "import { pinoHttp } from 'pino-http';\nexport const logs = pinoHttp();"),
    fail: service("  console.log('order', req.params.id);\n  res.json({});"),
    'not-applicable': library,
    unknown: plain,
  },
  metrics: {
    pass: service('  res.send(await client.register.metrics());', "import client from 'prom-client';"),
    fail: plain,
    'not-applicable': library,
    unknown: worker("  await watched(job.data);", "import { watched } from '@acme/metrics';"),
  },
  tracing: {
    pass: { 'src/main.ts': `import './start.js';\n${plain}`, 'src/start.ts': sdk, 'src/instrumentations.ts': 'export const instrumentations = [];\n' },
    fail: plain,
    'not-applicable': library,
    unknown: service('  res.json({});', "import '@acme/tracing';"),
  },
  alerting: {
    pass: { 'src/main.ts': plain, 'infra/alarms.tf': alarm('  alarm_actions = [aws_sns_topic.pager.arn]\n') },
    fail: { 'src/main.ts': plain, 'infra/alarms.tf': alarm('') },
    'not-applicable': library,
    unknown: plain,
  },
  dashboards: {
    pass: { 'src/main.ts': plain, 'grafana/shop.json': '{ "title": "Shop", "schemaVersion": 39, "panels": [{ "targets": [{ "expr": "up" }] }] }' },
    fail: { 'src/main.ts': plain, 'grafana/shop.json': '{ "title": "Shop", "schemaVersion": 39, "panels": [{ "type": "text" }] }' },
    'not-applicable': library,
    unknown: plain,
  },
};
