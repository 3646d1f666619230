import { plain, type ProjectsByItem } from './shapes.js';

const library = 'export const add = (a: number, b: number) => a + b;\n';
const alarm = (more: string): string => `resource "aws_cloudwatch_metric_alarm" "errors" {\n  metric_name = "5xx"\n${more}}\n`;

export const observabilityProjects: ProjectsByItem = {
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
