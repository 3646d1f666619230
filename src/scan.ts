import { resolve } from 'node:path';
import { contentHash, noCache, openCache, type Cache } from './analysis/cache.js';
import { gatherFacts, type GatheredFacts, type SourceText } from './analysis/gather.js';
import { createResolver } from './analysis/modules.js';
import { createCheckerOracle } from './analysis/oracle/checker.js';
import { Project } from './analysis/project.js';
import { readManifests, type Manifests } from './artifacts/package-json.js';
import { readTsconfigs, type Tsconfigs } from './artifacts/tsconfig.js';
import { createVersions, type ProjectVersions } from './artifacts/versions.js';
import { Catalog } from './catalog/catalog.js';
import { entries } from './catalog/entries/index.js';
import { loadConfig, type Config } from './config.js';
import { catalogVersions } from './engine/project-versions.js';
import { rules as allRules } from './engine/registry.js';
import { runRules } from './engine/run.js';
import { emptySuppressions, suppressionFor } from './engine/suppress.js';
import { discover, type Discovery } from './files/discover.js';
import { readText } from './files/read-text.js';
import type { Level } from './model/evidence.js';
import type { FileFacts } from './model/facts.js';
import type { Problem, Report } from './model/report.js';
import type { Rule } from './model/rule.js';
import { lineStarts, positionAt } from './model/span.js';
import { buildReport } from './report/build.js';
import { librariesOf, projectName } from './engine/project-summary.js';
import { version } from './version.js';

export interface ScanOptions {
  /** Folder or file, relative to the working directory. */
  readonly path: string;
  readonly preset?: 'recommended' | 'strict';
  /** Ids of the only rules to run. */
  readonly rules?: readonly string[];
  /** Rules of one's own, made with `defineRule`, beside the built-in ones. */
  readonly extraRules?: readonly Rule[];
  readonly cache?: boolean;
  /** Ask the type checker for receivers that names leave open. Needs a tsconfig and installed packages, and seconds. */
  readonly types?: boolean;
  readonly onProgress?: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

/** What is read before anything is judged. */
interface Inputs {
  readonly config: Config;
  readonly preset: 'recommended' | 'strict';
  readonly rules: readonly Rule[];
  readonly discovery: Discovery;
  readonly sources: readonly SourceText[];
  readonly manifests: Manifests;
  readonly tsconfigs: Tsconfigs;
  readonly versions: ProjectVersions;
  readonly problems: readonly Problem[];
}

/**
 * Scans a project and reports on it.
 * @throws {UsageError} when the path does not exist or the configuration is wrong; everything else that goes wrong stands in the report's problems
 */
export async function scan(target: ScanOptions | string): Promise<Report> {
  const options = typeof target === 'string' ? { path: target } : target;
  const inputs = await readInputs(options);
  // A scan of one file must not drop what is known of the others.
  const cache = options.cache === false || options.types || options.extraRules || inputs.discovery.partial ? noCache : openCache(inputs.discovery.root);
  const key = reportKey(inputs);
  const known = await cache.read<Report>('report', key);
  if (known) return known;
  const { project, files, problems } = await linkProject(inputs, cache, options);
  const result = runRules(inputs.rules, project, files);
  const report = assemble(inputs, files, result.evidence, [...inputs.problems, ...problems, ...result.problems, ...problemsOf(inputs, files)]);
  await cache.write('report', key, report);
  return report;
}

/** Reads configuration, texts and artifacts. */
export async function readInputs(options: ScanOptions): Promise<Inputs> {
  const config = await loadConfig(resolve(options.path), allRules.map((r) => r.meta.id));
  const discovery = await discover(options.path, { exclude: config.exclude ?? [], base: config.folder });
  const [{ sources, problems }, manifests, tsconfigs] = await Promise.all([readTexts(discovery), readManifests(discovery.root, discovery.files), readTsconfigs(discovery.root, discovery.files)]);
  const versions = createVersions({ root: discovery.root, manifests: manifests.manifests });
  return {
    config, discovery, sources, manifests, tsconfigs, versions,
    preset: options.preset ?? config.preset ?? 'recommended',
    rules: [...allRules, ...(options.extraRules ?? [])].filter((r) => (options.rules === undefined || options.rules.length === 0 || options.rules.includes(r.meta.id)) && config.rules?.[r.meta.id] !== 'off'),
    problems: [...discovery.problems, ...problems, ...manifests.problems, ...tsconfigs.problems, ...versions.problems(), ...nothingToScan(discovery, options.path)],
  };
}

/** Links the files into a project. */
export async function linkProject(inputs: Inputs, cache: Cache, options: ScanOptions): Promise<GatheredFacts & { readonly project: Project }> {
  const { discovery, sources, manifests, tsconfigs, versions, config } = inputs;
  const { files, problems } = await gatherFacts(sources, cache, version, (done) => options.onProgress?.({ stage: 'reading files', done, total: sources.length }));
  const scripts = new Set(discovery.files.filter((f) => f.role === 'script').map((f) => f.path));
  const oracle = options.types ? await createCheckerOracle(discovery.root, resolve(discovery.root, 'tsconfig.json')) : undefined;
  const project = new Project({
    files, partial: discovery.partial === true, isScript: (file) => scripts.has(file), versionOf: catalogVersions(versions), ...(config.maxTimeoutMs !== undefined && { longestDefault: config.maxTimeoutMs }),
    catalog: new Catalog(entries, config.catalog),
    resolver: createResolver({ files: new Set(files.keys()), manifests: manifests.manifests, tsconfigs: tsconfigs.tsconfigs }),
    ...(oracle && { oracle }),
  });
  return { project, files, problems };
}

async function readTexts({ files }: Discovery): Promise<{ sources: readonly SourceText[]; problems: readonly Problem[] }> {
  const read = await Promise.all(files.map(async (file) => ({ file, result: await readText(file.absolute) })));
  return {
    sources: read.flatMap(({ file, result }) => (result.ok ? [{ path: file.path, text: result.text, hash: contentHash(result.text) }] : [])),
    problems: read.flatMap(({ file, result }) => (result.ok ? [] : [{ ...result.problem, file: file.path }])),
  };
}

function nothingToScan({ files }: Discovery, path: string): readonly Problem[] {
  if (files.length > 0) return [];
  return [{ kind: 'skipped', severity: 'error', message: `No source files were found below "${path}"`, help: 'Give the folder of the service; tests, build output and what git ignores are left out.' }];
}

/** Everything that a report depends on. */
function reportKey({ config, preset, rules, discovery, sources, manifests, tsconfigs, versions, problems }: Inputs): string {
  const { file: _, ...settings } = config;
  const names = new Set(manifests.manifests.flatMap((m) => Object.keys(m.dependencies)));
  const installed = manifests.manifests.map((m) => [...names, 'node'].map((name) => versions.of(`${m.dir === '' ? '' : `${m.dir}/`}package.json`, name)?.version ?? ''));
  return contentHash(JSON.stringify([version, settings, preset, rules.map((r) => r.meta.id), discovery.files.map((f) => f.role), sources.map((s) => [s.path, s.hash]), manifests.manifests, tsconfigs.tsconfigs, installed, problems]));
}

function assemble(inputs: Inputs, files: ReadonlyMap<string, FileFacts>, evidence: Parameters<typeof buildReport>[0]['evidence'], problems: readonly Problem[]): Report {
  const texts = new Map(inputs.sources.map((s) => [s.path, s.text]));
  const levels = Object.fromEntries(Object.entries(inputs.config.rules ?? {}).filter((entry): entry is [string, Level] => entry[1] !== 'off'));
  return buildReport({
    version, evidence, files, problems, levels, suppressionFor, rules: inputs.rules,
    textOf: (file) => texts.get(file) ?? '',
    project: { name: projectName(inputs.discovery.root, inputs.manifests.manifests), libraries: librariesOf(files, inputs.versions, [...entries, ...(inputs.config.catalog ?? [])]), files: files.size, preset: inputs.preset },
  });
}

/** Syntax errors and comments that are not followed. */
function problemsOf(inputs: Inputs, files: ReadonlyMap<string, FileFacts>): readonly Problem[] {
  const texts = new Map(inputs.sources.map((s) => [s.path, s.text]));
  return [...files].flatMap(([file, facts]): readonly Problem[] => {
    const { syntaxError } = facts;
    const parse: readonly Problem[] = syntaxError ? [{ kind: 'parse', severity: 'error', file, line: positionAt(lineStarts(texts.get(file) ?? ''), syntaxError.at).line, message: `Syntax error: ${syntaxError.message}`, help: 'The file was not judged; the others were.' }] : [];
    return [...parse, ...emptySuppressions(file, facts)];
  });
}
