import { dashboardSigns } from '../../src/analysis/operations/dashboards.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-dashboard';
const main = { 'main.js': 'setInterval(() => {}, 1000);\n' };
const metrics = "import { Counter } from 'prom-client';\nexport const made = new Counter({ name: 'shop_orders_made', help: 'orders' });\nsetInterval(() => made.inc(), 1000);\n";
const panel = (expr: string): string => `{\n  "title": "Orders",\n  "schemaVersion": 39,\n  "panels": [{ "title": "Made", "targets": [{ "expr": "${expr}" }] }]\n}\n`;

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'dashboards',
    mode: 'No monitoring: nobody sees what is wrong',
    summary: 'A dashboard shows the numbers by which an outage is understood.',
    why: 'In an outage the first minutes go into finding out what is wrong. A dashboard that is kept with the code is there, and right, for the version that runs; one whose panels ask for numbers which nobody gives shows empty graphs when they are needed.',
    how: 'Passes for dashboards of Grafana (JSON, and ConfigMaps that hold it) with panels that ask for numbers, and for dashboards in Terraform (CloudWatch, Google, Azure, Datadog, Grafana, New Relic). Fails for one none of whose panels asks for anything, and for one that asks for a metric of the code\'s own family which the code does not make. Where none is kept in the repository it is unknown: most are kept elsewhere, and it has to be attested.',
    coverage: { practice: 'dashboards', sites: 'dashboards' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'A panel for a number that nobody gives', file: 'grafana/orders.json', reports: [2], dependencies: { 'prom-client': '15.1.3' }, files: { 'main.ts': metrics }, code: panel('rate(shop_orders_created_total[5m])') },
      { title: 'Only text', file: 'grafana/orders.json', reports: [2], files: main, code: '{\n  "title": "Orders",\n  "schemaVersion": 39,\n  "panels": [{ "type": "text", "title": "Read me" }]\n}\n' },
      { title: 'A panel for what the code counts', file: 'grafana/orders.json', reports: [], dependencies: { 'prom-client': '15.1.3' }, files: { 'main.ts': metrics }, code: panel('rate(shop_orders_made[5m])') },
      { title: 'A dashboard in Terraform', file: 'infra/dashboard.tf', reports: [], files: main, code: 'resource "datadog_dashboard" "orders" {\n  title       = "Orders"\n  layout_type = "ordered"\n}\n' },
    ],
    blindSpots: [
      'Dashboards that are kept elsewhere are not seen, nor those that jsonnet or a program writes.',
      'Whether the numbers are those that matter is not asked.',
      'Names of metrics are compared for prom-client only, where the code gives all of them as texts.',
    ],
    fix: { none: 'What a dashboard shows is decided by those who look at it.' },
  },
  *project({ project, artifacts }) {
    for (const sign of dashboardSigns(project, artifacts)) yield { rule: id, reach: 'unknown', confidence: 'high', trace: [], fixes: [], data: {}, ...sign };
  },
});
