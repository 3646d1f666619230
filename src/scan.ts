import { contentHash, noCache, type Cache } from './analysis/cache.js';
import { importsOf } from './analysis/imported-files.js';
import type { Project } from './analysis/project.js';
import { assessScan, isPart } from './assessment.js';
import { entries } from './catalog/entries/index.js';
import { cacheFor, inItsChange, judgementKey, scanStaged, withRevision } from './change.js';
import type { Assessment } from './checklist/assess.js';
import { goneEntries, goneProblem } from './engine/baseline.js';
import { withDeclaredControls } from './engine/declared-controls.js';
import { ownersOf } from './engine/owners.js';
import { librariesOf, projectName } from './engine/project-summary.js';
import { runRules } from './engine/run.js';
import { servedFiles, servedProblem } from './engine/served.js';
import { isInside, posixPath } from './files/posix-path.js';
import { isSample } from './files/scope.js';
import { isInTemplateTag } from './files/template-tag.js';
import { linkProject, readInputs, type Inputs } from './inputs.js';
import type { Evidence, Level } from './model/evidence.js';
import type { FileFacts } from './model/facts.js';
import type { Problem, Report } from './model/report.js';
import type { ScanOptions } from './model/scan-options.js';
import { inTime, isUnfinished, type TimeLimit } from './model/time-limit.js';
import { positionAt } from './model/span.js';
import { buildReport } from './report/build.js';
import { attestationsIn, statementsOf, waive } from './said.js';
import type { AppliedWaivers } from './waivers/apply-waivers.js';
import { assessServices } from './service-assessment.js';
import { version } from './version.js';

export type { ScanOptions };

/**
 * Scans a project and reports on it.
 * @throws {UsageError} when the path does not exist, the configuration, or a file of waivers or attestations is wrong, or git does not know what to compare with; everything else that goes wrong stands in the report's problems
 */
export async function scan(target: ScanOptions | string): Promise<Report> {
  const options = typeof target === 'string' ? { path: target } : target;
  if (options.only === 'staged') return scanStaged(options, judge);
  const inputs = await readInputs(options);
  // A scan of one file must not drop what is known of the others.
  const cache = inputs.discovery.partial ? noCache : cacheFor(options, inputs.discovery.root);
  const report = await judge(inputs, cache, options);
  return inItsChange(await withRevision(report, inputs.discovery.root), { inputs, cache, options, judge });
}

/** From what was read to the report. */
export async function judge(inputs: Inputs, cache: Cache, options: ScanOptions): Promise<Report> {
  const key = reportKey(inputs);
  const known = await cache.read<Report>('report', key);
  if (known) return known;
  const { project, linkOnly, files, problems } = await linkProject(inputs, cache, options);
  const vendored = inputs.discovery.files.filter(({ role }) => role === 'vendored').map(({ path }) => path);
  const { limit } = options;
  const served = inTime<ReadonlySet<string>>(limit, () => servedFiles(project, files, inputs.discovery.files, inputs.manifests.manifests), new Set());
  const leftOut = new Set([...vendored, ...served]);
  const result = runRules(inputs.rules, project, files, { leftOut, configured: inputs.config.options ?? {}, limit });
  const evidence = inTime(limit, () => withDeclaredControls(result.evidence, project, inputs.config.controls), result.evidence);
  const waivers = waive(inputs.said, { evidence, files, leftOut, ran: ranIn(inputs) });
  const statements = statementsOf(inputs.said, waivers);
  const assessment = assessScan(inputs, { project, leftOut, evidence, statements, limit, problems: [...inputs.problems, ...problems, ...servedProblem(served), ...result.problems, ...syntaxErrors(inputs, project, files, limit)] });
  const services = isPart(inputs) ? noServices : assessServices(inputs, { project, leftOut, linkOnly, files, evidence, statements, limit, problems: assessment.problems });
  const report = withGoneEntries(assemble(inputs, { files, evidence, waivers, assessment, services }), inputs);
  // Another scan may have more time.
  if (!isUnfinished(report)) await cache.write('report', key, report);
  return report;
}

const noServices: ReturnType<typeof assessServices> = { services: [], problems: [] };

/** Everything that a report depends on, but for the revision. */
function reportKey(inputs: Inputs): string {
  const { rules, discovery, sources, manifests, tsconfigs, environment, artifactTexts, baseline, said, problems } = inputs;
  return contentHash(JSON.stringify([judgementKey(inputs), rules.map((r) => r.meta.id), discovery.files.map((f) => f.role), sources.map((s) => [s.path, s.hash]), manifests.manifests, tsconfigs.tsconfigs, [...environment], artifactTexts.files.map((f) => ['text' in f ? contentHash(f.text) : f.message, f.path]), [...artifactTexts.folders], artifactTexts.holdsPages, baseline, said, problems]));
}

interface Assessed {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly evidence: readonly Evidence[];
  readonly waivers: AppliedWaivers;
  readonly assessment: Assessment & { readonly problems: readonly Problem[] };
  readonly services: ReturnType<typeof assessServices>;
}

function assemble(inputs: Inputs, { files, evidence, waivers, assessment, services }: Assessed): Report {
  const texts = new Map(inputs.sources.map((s) => [s.path, s.text]));
  const levels = Object.fromEntries(Object.entries(inputs.config.rules ?? {}).filter((entry): entry is [string, Level] => entry[1] !== 'off'));
  const { attestations, problems } = attestationsIn(assessment.checklist, inputs.said, ranIn(inputs));
  return buildReport({
    version, evidence, files, assessment, services: services.services, levels, attestations, waived: waivers.waived, waivers: waivers.waivers, rules: inputs.rules,
    problems: [...assessment.problems, ...services.problems, ...waivers.problems, ...problems],
    textOf: (file) => texts.get(file) ?? inputs.artifacts.textOf(file) ?? '',
    project: { name: projectName(inputs.discovery.root, inputs.manifests.manifests), libraries: librariesOf(files, inputs.versions, [...entries, ...(inputs.config.catalog ?? [])]), files: files.size, preset: inputs.preset, ...(inputs.config.tier && { tier: inputs.config.tier }) },
    gate: inputs.config.gate ?? {},
    baseline: new Set(inputs.baseline.map(({ fingerprint }) => fingerprint)),
    ownerOf: ownersOf(inputs.config.owners, inputs.artifacts, prefixBelow(inputs.config.folder, inputs.discovery.root)),
  });
}

/** Where not all was judged, what is not found may be there all the same. */
function withGoneEntries(report: Report, inputs: Inputs): Report {
  if (inputs.baseline.length === 0 || !report.complete || inputs.discovery.partial) return report;
  const gone = goneEntries(inputs.baseline, report, ranIn(inputs), new Set(inputs.said.rules.keys()));
  return { ...report, problems: [...report.problems, ...goneProblem(gone)] };
}

/** Where a folder lies below another, with a slash at its end; empty where it does not. */
function prefixBelow(above: string, folder: string): string {
  return folder !== above && isInside(above, folder) ? `${posixPath(above, folder)}/` : '';
}

function ranIn({ rules }: Inputs): ReadonlySet<string> {
  return new Set(rules.map(({ meta }) => meta.id));
}

/** What cannot be read is an error, since it may hold anything; but not where no service runs it: in a folder of samples or data, and imported by nothing. */
function syntaxErrors({ sources }: Inputs, project: Project, files: ReadonlyMap<string, FileFacts>, limit: TimeLimit | undefined): readonly Problem[] {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const broken = [...files].flatMap(([file, { syntaxError }]) => (syntaxError ? [file] : []));
  const imported = new Set(broken.length === 0 ? [] : inTime(limit, () => [...files.keys()].flatMap((file) => importsOf(project, file)), broken));
  return [...files].flatMap(([file, { syntaxError, lines }]): readonly Problem[] => {
    if (!syntaxError) return [];
    if (isInTemplateTag(texts.get(file) ?? '', syntaxError.at)) return [{ kind: 'skipped', severity: 'warning', file, line: positionAt(lines, syntaxError.at).line, message: 'is a template: a tag stands where code would, and what becomes of it was not judged' }];
    if (isSample(file) && !imported.has(file)) return [{ kind: 'skipped', severity: 'warning', file, line: positionAt(lines, syntaxError.at).line, message: `has a syntax error (${syntaxError.message}), lies among samples and is imported by nothing: it was not judged` }];
    return [{ kind: 'parse', severity: 'error', file, line: positionAt(lines, syntaxError.at).line, message: `Syntax error: ${syntaxError.message}`, help: 'The file was not judged; the others were.' }];
  });
}
