import type { Range, Reading } from './artifact.js';
import { readJson, readYaml, yamlAt, yamlItems, yamlText, type YamlNode } from './yaml.js';

/** A rule that tells somebody when something is wrong. */
export interface AlertRule {
  readonly name: string;
  readonly range: Range;
  /** The expression, the query or the type of the resource. */
  readonly expression: string;
  /** Of Terraform: what stands between its braces. */
  readonly block?: string;
}

/** Alerting rules of Prometheus: rule files, and the resources `PrometheusRule` and `VMRule` of its operators; and those that Grafana is provisioned with. */
export function readAlertRules(text: string): Reading<readonly AlertRule[]> {
  if (!/^\s*(?:-\s*)?["']?(?:alert|condition)["']?\s*:/m.test(text)) return undefined;
  const read = readYaml(text);
  if (!read.ok) return text.includes('{{') || !/["']?alert["']?\s*:/.test(text) ? undefined : { is: 'broken', message: read.message };
  const groups = read.documents.flatMap((root) => [...yamlItems(yamlAt(root, 'groups')), ...yamlItems(yamlAt(root, 'spec', 'groups'))]);
  const rules = groups.flatMap((group) => yamlItems(yamlAt(group, 'rules'))).flatMap((rule): readonly AlertRule[] => {
    // Rules that Grafana is provisioned with have a title, and say which of their queries decides.
    const alert = yamlAt(rule, 'alert') ?? (yamlAt(rule, 'condition') && yamlAt(rule, 'data') ? yamlAt(rule, 'title') : undefined);
    const name = yamlText(alert);
    const expr = yamlAt(rule, 'expr');
    return alert && name !== undefined ? [{ name, range: alert.range, expression: yamlText(expr) ?? '' }] : [];
  });
  return rules.length > 0 ? { is: 'read', value: rules } : undefined;
}

/**
 * Resources of Terraform that alert, by the names of their types: the language itself is not parsed. Providers: AWS, Google, Azure, Datadog, Grafana,
 * New Relic, PagerDuty, Better Uptime, Sentry; names as in the Terraform registry.
 */
const alertResource = /^(?:aws_cloudwatch_(?:metric|composite)_alarm|google_monitoring_(?:alert_policy|slo)|azurerm_monitor_(?:metric_alert|scheduled_query_rules_alert(?:_v2)?)|datadog_(?:monitor|service_level_objective)|grafana_rule_group|newrelic_(?:nrql_)?alert_condition|betteruptime_monitor|sentry_(?:issue|metric)_alert|checkly_check)$/;
const dashboardResource = /^(?:aws_cloudwatch_dashboard|google_monitoring_dashboard|azurerm_portal_dashboard|datadog_dashboard(?:_json)?|grafana_dashboard|newrelic_one_dashboard(?:_json)?)$/;

/** Alerts, or dashboards, that Terraform makes. */
export function readTerraform(text: string, what: 'alerts' | 'dashboards'): Reading<readonly AlertRule[]> {
  const wanted = what === 'alerts' ? alertResource : dashboardResource;
  const rules = [...text.matchAll(/^[ \t]*resource[ \t]+"(\w+)"[ \t]+"([\w-]+)"/gm)].flatMap((found): readonly AlertRule[] => {
    const [whole, type = '', name = ''] = found;
    return wanted.test(type) ? [{ name, expression: type, range: [found.index, found.index + whole.length], block: blockAt(text, found.index + whole.length) }] : [];
  });
  return rules.length > 0 ? { is: 'read', value: rules } : undefined;
}

/** What stands between the braces that open next. */
export function blockAt(text: string, from: number): string {
  const start = text.indexOf('{', from);
  let depth = 0;
  for (let at = start; at >= 0 && at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(start + 1, at);
  }
  return '';
}

/** A dashboard, with the queries of its panels. */
export interface Dashboard {
  readonly title: string;
  readonly range: Range;
  readonly queries: readonly string[];
  /** Some panel asks for numbers; not known of what is only named. */
  readonly shows: boolean | undefined;
}

/** A dashboard of Grafana: JSON with panels, also wrapped in `dashboard`, or in the data of a ConfigMap of its own. */
export function readDashboard(path: string, text: string): Reading<readonly Dashboard[]> {
  if (!/"(?:panels|rows)"\s*:/.test(text)) return undefined;
  if (!path.endsWith('.json')) return readDashboardsOfConfigMap(text);
  const read = readJson(text);
  if (!read.ok) return { is: 'broken', message: read.message };
  const [root] = read.documents;
  const found = root && (dashboardOf(yamlAt(root, 'dashboard')) ?? dashboardOf(root));
  return found ? { is: 'read', value: [found] } : undefined;
}

function readDashboardsOfConfigMap(text: string): Reading<readonly Dashboard[]> {
  const read = readYaml(text);
  if (!read.ok) return undefined;
  const found = read.documents.flatMap((root) => {
    const data = yamlAt(root, 'data');
    const values = data?.is === 'map' ? [...data.entries.values()] : [];
    return values.flatMap(({ key, value }): readonly Dashboard[] => {
      const inner = readJson(yamlText(value) ?? '');
      const dashboard = inner.ok ? dashboardOf(inner.documents[0]) : undefined;
      return dashboard ? [{ ...dashboard, range: key }] : [];
    });
  });
  return found.length > 0 ? { is: 'read', value: found } : undefined;
}

function dashboardOf(root: YamlNode | undefined): Dashboard | undefined {
  const panels = [...yamlItems(yamlAt(root, 'panels')), ...yamlItems(yamlAt(root, 'rows'))];
  const title = yamlAt(root, 'title');
  if (!root || panels.length === 0 || (yamlAt(root, 'schemaVersion') === undefined && yamlAt(root, 'templating') === undefined && title === undefined)) return undefined;
  const all = panels.flatMap((panel) => [panel, ...yamlItems(yamlAt(panel, 'panels'))]);
  const queries = all.flatMap((panel) => yamlItems(yamlAt(panel, 'targets'))).flatMap((target) => yamlText(yamlAt(target, 'expr')) ?? yamlText(yamlAt(target, 'query')) ?? yamlText(yamlAt(target, 'rawSql')) ?? []);
  const shows = all.some((panel) => yamlItems(yamlAt(panel, 'targets')).length > 0 || yamlAt(panel, 'libraryPanel') !== undefined || yamlAt(panel, 'datasource') !== undefined);
  return { title: yamlText(title) ?? '', range: (title ?? root).range, queries, shows };
}
