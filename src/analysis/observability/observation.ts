import type { Artifacts } from '../../artifacts/artifacts.js';
import { importedTelemetry } from '../../catalog/observability-lookup.js';
import type { TelemetryModel } from '../../catalog/types.js';
import { folderOf, foldersOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';
import { packageOf } from '../deployment/packages.js';
import { importedBy } from '../imported-files.js';
import type { Project } from '../project.js';
import { loadedEarlier, type LoadedEarlier } from './load-order.js';
import { type ObservedService } from './observed-services.js';
import { isRunByPlatform } from './platforms.js';
import { injectedAgents, preloads, type Preload } from './preloads.js';
import { telemetryUses, type TelemetryUse } from './telemetry-uses.js';

/** What is seen of the metrics, or the traces, of a service. */
export type Observation =
  | { readonly is: 'seen'; readonly span: Span; readonly what: string }
  /** It starts behind packages that it had to patch. */
  | { readonly is: 'late'; readonly use: TelemetryUse; readonly earlier: readonly LoadedEarlier[] }
  /** Numbers are counted, and nothing hands them out. */
  | { readonly is: 'counted'; readonly use: TelemetryUse }
  /** It is started without what it takes to do this. */
  | { readonly is: 'off'; readonly use: TelemetryUse }
  | { readonly is: 'unknown'; readonly why: string }
  | { readonly is: 'absent'; readonly installed: string | undefined };

type Gives = TelemetryModel['gives'][number];

const hints: Readonly<Record<Gives, RegExp>> = {
  metrics: /(?:^|[/@._-])(?:metrics?|prometheus|prom|statsd|telemetry|otel|opentelemetry|datadog|newrelic|apm|appsignal|instana|dynatrace|applicationinsights|insights|monitoring|observability|instrumentation)(?=$|[/._-])/i,
  tracing: /(?:^|[/@._-])(?:tracing|traces?|tracer|telemetry|otel|opentelemetry|datadog|newrelic|apm|appsignal|instana|dynatrace|applicationinsights|insights|observability|instrumentation)(?=$|[/._-])/i,
};

/** Words that only a package of the vendor makes a hint: one's own file of that name may do anything for it. */
const vendors = /datadog|newrelic|appsignal|instana|dynatrace|insights/i;

/** What a service does to be measured or followed, best first. */
export function observationOf(project: Project, artifacts: Artifacts, service: ObservedService, gives: Gives): Observation {
  const loaded = preloads(artifacts);
  const agent = loaded.find(({ module }) => importedTelemetry(project.catalog, module, undefined).some((model) => model.gives.includes(gives))) ?? injectedAgents(artifacts)[0];
  if (agent) return { is: 'seen', span: agent.span, what: `${agent.module} is loaded before the program` };
  const first = importedBy(project, firstFiles(project, artifacts, service, loaded));
  const uses = telemetryUses(project).filter(({ file, model }) => (service.files.has(file) || first.has(file)) && model.gives.includes(gives));
  const serving = uses.filter(({ model, isOff }) => model.does === 'serves' && !isOff);
  const started = serving.filter(({ reach, file }) => reach !== 'unknown' || first.has(file));
  const orders = started.map((use) => ({ use, earlier: use.model.patches && gives === 'tracing' && !first.has(use.file) ? loadedEarlier(project, use, service.files) : [] }));
  const intime = orders.find(({ earlier }) => earlier?.length === 0);
  if (intime) return { is: 'seen', span: intime.use.span, what: `${intime.use.name} starts ${intime.use.library}` };
  const late = orders.find(({ earlier }) => earlier !== undefined && earlier.length > 0);
  if (late?.earlier && orders.every(({ earlier }) => earlier !== undefined)) return { is: 'late', use: late.use, earlier: late.earlier };
  const [unclear] = serving;
  if (unclear) return { is: 'unknown', why: orders.length > 0 ? `in which order ${unclear.name} and the packages that it follows are loaded is not seen` : `who calls ${unclear.name} is not seen` };
  return withoutStart(project, artifacts, service, gives, uses);
}

function withoutStart(project: Project, artifacts: Artifacts, service: ObservedService, gives: Gives, uses: readonly TelemetryUse[]): Observation {
  const off = uses.find(({ isOff }) => isOff);
  const counting = uses.find(({ model }) => model.does === 'counts');
  // The API of OpenTelemetry counts for whatever SDK is there: an operator may bring it.
  if (counting) return counting.library === 'prom-client' && !mayBeHandedOut(project, service) ? { is: 'counted', use: counting } : { is: 'unknown', why: `${counting.name} counts, and what collects it is not seen` };
  const platform = project.handlers.find((handler) => service.files.has(handler.file) && isRunByPlatform(handler));
  if (platform) return { is: 'unknown', why: `a platform runs ${platform.name}, and watches it by itself` };
  const hint = hintIn(project, service, gives, off?.file);
  if (hint !== undefined) return { is: 'unknown', why: `${hint} may do it` };
  if (off) return { is: 'off', use: off };
  const installed = artifacts.packages.files.filter(({ path }) => folderOf(path) === service.dir).flatMap(({ value }) => value.dependencies).find((name) => project.catalog.entriesFor(name, undefined).some(({ telemetry = [] }) => telemetry.some((t) => t.gives.includes(gives) && t.does === 'serves' && t.when === undefined)));
  return { is: 'absent', installed };
}

/** The registry is named somewhere, or another package for metrics is imported: either may hand the numbers out in a way that is not known. */
function mayBeHandedOut(project: Project, { files }: ObservedService): boolean {
  return [...files].some((file) => {
    const facts = project.evaluator.facts(file);
    if (facts?.imports.some((name) => !name.startsWith('.') && name !== 'prom-client' && hints.metrics.test(name))) return true;
    return facts?.imports.includes('prom-client') === true && /"name":"(?:register|Registry|globalRegistry|AggregatorRegistry)"/.test(JSON.stringify([facts.calls, facts.bindings, facts.exports]));
  });
}

/** Files that are loaded before the program, by a command or by Next: those of the service's own package, and of packages around it. */
function firstFiles(project: Project, artifacts: Artifacts, { dir, files }: ObservedService, loaded: readonly Preload[]): readonly string[] {
  const around = new Set([dir, ...foldersOf(dir)]);
  const stems = loaded.map(({ module }) => stemOf(module)).filter((stem) => stem !== '');
  const isFirst = (file: string): boolean => /(?:^|\/)instrumentation(?:[.-](?:node|edge|server))?\.[cm]?[jt]s$/.test(file) && isOfNext(project, files) ? true : stems.includes(stemOf(file));
  return [...project.evaluator.sources.files.keys()].filter((file) => isFirst(file) && (files.has(file) || around.has(packageOf(artifacts, file))));
}

function isOfNext(project: Project, files: ReadonlySet<string>): boolean {
  return project.handlers.some(({ file, entry }) => entry.id === 'next' && files.has(file));
}

/** `./dist/tracing.js` is what `src/tracing.ts` becomes. */
function stemOf(module: string): string {
  return /[./]/.test(module) ? (module.split('/').at(-1)?.replace(/\.[cm]?[jt]s$/, '') ?? '') : '';
}

/** A file or a package that is named after it, of which the catalog knows nothing. */
function hintIn(project: Project, { files }: ObservedService, gives: Gives, off: string | undefined): string | undefined {
  for (const file of files) {
    if (file !== off && hints[gives].test(file) && !vendors.test(file) && !reportsItsUse(project, file)) return file;
    const name = project.evaluator.facts(file)?.imports.find((one) => !one.startsWith('.') && hints[gives].test(one) && (!project.catalog.has(one, 'telemetry') || one !== 'prom-client') && one !== '@opentelemetry/api');
    if (name !== undefined && file !== off) return name;
  }
  return undefined;
}

/** What is called telemetry, and asks another service beside it by itself, tells its makers how it is used: nobody who runs it sees that. */
function reportsItsUse(project: Project, file: string): boolean {
  const folder = folderOf(file);
  return /(?:^|\/)telemetry\b[^/]*(?:\/telemetry\b[^/]*)?$/i.test(file) && project.deadlines.some(({ at, outbound: { model } }) => folderOf(at.file) === folder && /(?:^|\/)telemetry\b[^/]*$/i.test(at.file) && model.kind === 'outbound' && model.phases.includes('headers'));
}
