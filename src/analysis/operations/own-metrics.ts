import type { Artifacts } from '../../artifacts/artifacts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { settingAt } from '../settings/setting-at.js';

const makers = ['Counter', 'Gauge', 'Histogram', 'Summary'];
const known = new WeakMap<Project, ReadonlySet<string> | undefined>();

/** The names of all metrics that the code makes with prom-client. `undefined` where one of them is not seen, or where something else makes metrics too. */
export function ownMetrics(project: Project): ReadonlySet<string> | undefined {
  if (!known.has(project)) known.set(project, namesIn(project));
  return known.get(project);
}

function namesIn(project: Project): ReadonlySet<string> | undefined {
  const files = [...project.evaluator.sources.files.values()];
  if (files.some(({ imports }) => imports.some((name) => /^@opentelemetry\/|^(?:hot-shots|@willsoto\/nestjs-prometheus|express-prom-bundle|prometheus-api-metrics|fastify-metrics)/.test(name)))) return undefined;
  // With a prefix the metrics of the runtime look like the code's own.
  if ((project.calledNames.get('collectDefaultMetrics') ?? []).some((ref) => settingAt(project, ref, 'arg0.prefix').state !== 'missing')) return undefined;
  const names = new Set<string>();
  for (const ref of makers.flatMap((name) => project.calledNames.get(name) ?? [])) {
    const fact = project.evaluator.call(ref);
    const isMaker = fact !== undefined && flatten(project.evaluator.evaluate(ref.file, fact.callee)).some((v) => v.is === 'library' && v.package === 'prom-client');
    if (!isMaker) continue;
    const found = [settingAt(project, ref, 'arg0.name'), settingAt(project, ref, 'arg0')].flatMap(({ values }) => values).flatMap((v) => (v.is === 'literal' && typeof v.value === 'string' ? [v.value] : []));
    if (found.length === 0) return undefined;
    for (const name of found) names.add(name);
  }
  return names.size > 0 ? names : undefined;
}

/**
 * The metrics of an expression of Prometheus that belong to a family of the code's own, and that the code does not make. Families are told by the first two
 * words of a name: what others make, such as the runtime or a database, has other ones.
 */
export function missingMetrics(project: Project, artifacts: Artifacts, expression: string): readonly string[] {
  const own = ownMetrics(project);
  if (!own) return [];
  const families = new Set([...own].map(familyOf).filter((family) => family !== undefined));
  return metricsIn(expression).filter((name) => {
    const family = familyOf(name);
    const isRecorded = artifacts.alertRules.files.some(({ text }) => new RegExp(`\\brecord\\s*:\\s*["']?${name}\\b`).test(text));
    return family !== undefined && families.has(family) && !isRecorded && !own.has(name) && !own.has(name.replace(/_(?:bucket|sum|count|total|created)$/, ''));
  });
}

function familyOf(name: string): string | undefined {
  const [first = '', second, third] = name.split('_');
  if (second === undefined || third === undefined || /^(?:http|nodejs|node|process|kube|container|go|up|grpc|redis|pg|mysql|nginx|probe|aws)$/.test(first)) return undefined;
  return `${first}_${second}`;
}

/** The names of metrics in an expression: no labels, no texts, no functions, no recorded names. */
function metricsIn(expression: string): readonly string[] {
  const plain = expression.replace(/"[^"]*"|'[^']*'/g, '').replace(/\{[^}]*\}/g, ' ').replace(/\[[^\]]*\]/g, ' ').replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ').replace(/\$\w+/g, ' ');
  return [...new Set([...plain.matchAll(/(?<![\w:.])[a-z]\w*(?![\w:.]|\s*\()/gi)].map(([name]) => name))];
}
