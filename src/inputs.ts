import { resolve } from 'node:path';
import pMap from 'p-map';
import { contentHash, type Cache } from './analysis/cache.js';
import { gatherFacts, type GatheredFacts, type SourceText } from './analysis/gather.js';
import { createResolver } from './analysis/modules.js';
import { createCheckerOracle } from './analysis/oracle/checker.js';
import { Project } from './analysis/project.js';
import { Artifacts } from './artifacts/artifacts.js';
import { readEnvironment, type Environment } from './artifacts/environment.js';
import { locateSecrets, type LocatedSecret } from './artifacts/located-secrets.js';
import { readManifests, type Manifests } from './artifacts/package-json.js';
import { readTsconfigs, type Tsconfigs } from './artifacts/tsconfig.js';
import { createVersions, type ProjectVersions } from './artifacts/versions.js';
import { catalogOf } from './catalog/catalog-of.js';
import { loadConfig, type Config } from './config/load-config.js';
import { readBaseline, type Baseline } from './engine/baseline.js';
import { catalogVersions } from './engine/project-versions.js';
import { rules as builtInRules } from './engine/registry.js';
import { readArtifactTexts, type ArtifactTexts } from './files/artifact-files.js';
import { discover, type Discovery } from './files/discover.js';
import { filesAtOnce, readText } from './files/read-text.js';
import type { Problem } from './model/report.js';
import type { FileFacts } from './model/facts.js';
import type { Rule } from './model/rule.js';
import type { ScanOptions } from './model/scan-options.js';
import { UsageError } from './model/usage-error.js';
import { dayOf, readSaid, type Said } from './said.js';
import { version } from './version.js';

/** What is read before anything is judged. */
export interface Inputs {
  readonly config: Config;
  readonly preset: 'recommended' | 'strict';
  readonly rules: readonly Rule[];
  readonly discovery: Discovery;
  readonly sources: readonly SourceText[];
  readonly manifests: Manifests;
  readonly tsconfigs: Tsconfigs;
  readonly versions: ProjectVersions;
  readonly environment: Environment;
  readonly artifactTexts: ArtifactTexts;
  readonly artifacts: Artifacts;
  readonly said: Said;
  readonly baseline: Baseline['entries'];
  readonly secrets: ReadonlyMap<string, readonly LocatedSecret[]>;
  readonly problems: readonly Problem[];
}

/** The configuration that a scan follows. */
export function configOf(options: ScanOptions): Promise<Config> {
  return loadConfig({ root: options.path, ...(options.config !== undefined && { file: options.config }) }, { rules: builtInRules });
}

/**
 * Reads configuration, texts and artifacts.
 * @param given a configuration in the place of that which is found
 * @throws {UsageError} when the path, the configuration, a file of waivers or attestations, the day or a rule's id is wrong
 */
export async function readInputs(options: ScanOptions, given?: Config): Promise<Inputs> {
  const day = dayOf(options.now);
  const config = given ?? (await configOf(options));
  const discovery = await discover(options.path, { patterns: config.patterns ?? [] });
  const [{ sources, problems }, artifactTexts, manifests, tsconfigs, baseline] = await Promise.all([readTexts(discovery), artifactsOf(discovery, config), readManifests(discovery.root, discovery.files), readTsconfigs(discovery.root, discovery.files), readBaseline(discovery.root)]);
  const environment = readEnvironment([...new Set(['', ...manifests.manifests.map((m) => m.dir)])].map((dir) => resolve(discovery.root, dir)));
  const said = await readSaid(discovery.root, [...builtInRules, ...(options.extraRules ?? [])], day);
  const rules = chosenRules(options, config);
  const secrets = rules.some(({ meta }) => meta.id === 'no-hardcoded-secret') ? await locateSecrets([...sources, ...artifactTexts.files.flatMap((file) => ('text' in file ? [file] : []))]) : new Map<string, readonly LocatedSecret[]>();
  const versions = createVersions({ root: discovery.root, manifests: manifests.manifests });
  return {
    config, discovery, sources, manifests, tsconfigs, versions, environment, artifactTexts, said, baseline: baseline.entries,
    artifacts: new Artifacts(artifactTexts),
    preset: options.preset ?? config.preset ?? 'recommended',
    rules, secrets,
    problems: [...discovery.problems, ...baseline.problems, ...problems, ...artifactTexts.problems, ...manifests.problems, ...tsconfigs.problems, ...versions.problems(), ...nothingToScan(discovery, options.path)],
  };
}

/** One file that is asked for says nothing of its project's artifacts. */
function artifactsOf(discovery: Discovery, config: Config): Promise<ArtifactTexts> {
  if (discovery.partial) return Promise.resolve({ files: [], folders: new Map(), holdsPages: true, partOfRepository: true, problems: [] });
  // What is included are sources; a Dockerfile beside them counts.
  return readArtifactTexts(discovery.root, (config.patterns ?? []).map(({ folder, exclude }) => ({ folder, exclude })));
}

/** The rules to run: those that are asked for, without those that the configuration switches off. */
function chosenRules({ rules: asked = [], extraRules = [] }: ScanOptions, config: Config): readonly Rule[] {
  const all = [...builtInRules, ...extraRules];
  const stranger = asked.find((id) => !all.some((r) => r.meta.id === id));
  if (stranger !== undefined) throw new UsageError(`There is no rule "${stranger}".`, `Rules: ${all.map((r) => r.meta.id).join(', ')}.`);
  return all.filter(({ meta: { id } }) => (asked.length === 0 || asked.includes(id)) && config.rules?.[id] !== 'off');
}

/** The linked files. */
export interface Linked {
  readonly project: Project;
  /** Some of the files, linked by themselves: what the others do is not there. */
  readonly linkOnly: (chosen: ReadonlySet<string>) => Project;
}

/** The files of a project with their facts, linked. */
export type LinkedFiles = GatheredFacts & Linked;

/** Links the files into a project. */
export async function linkProject(inputs: Inputs, cache: Cache, options: ScanOptions): Promise<LinkedFiles> {
  const { discovery, sources, manifests, tsconfigs, versions, environment, artifacts, secrets, config } = inputs;
  const { files, problems } = await gatherFacts(sources, cache, version, { onFile: (done) => options.onProgress?.({ stage: 'reading files', done, total: sources.length }), limit: options.limit });
  const scripts = new Set(discovery.files.filter((f) => f.role === 'script').map((f) => f.path));
  const { parseOnDemand } = await import('./analysis/parse-on-demand.js');
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const parsed = parseOnDemand((file) => texts.get(file));
  const oracle = options.types ? await createCheckerOracle(discovery.root, resolve(discovery.root, 'tsconfig.json')) : undefined;
  const catalog = catalogOf(config.catalog);
  const link = (linked: ReadonlyMap<string, FileFacts>): Project => new Project({
    files: linked, environment, artifacts, secrets, sources: parsed, limit: options.limit, partial: discovery.partial === true, isScript: (file) => scripts.has(file), versionOf: catalogVersions(versions), ...(config.maxTimeoutMs !== undefined && { longestDefault: config.maxTimeoutMs }),
    catalog,
    resolver: createResolver({ files: new Set(files.keys()), manifests: manifests.manifests, tsconfigs: tsconfigs.tsconfigs }),
    ...(oracle && { oracle }),
  });
  return { project: link(files), linkOnly: (chosen) => link(new Map([...files].filter(([file]) => chosen.has(file)))), files, problems };
}

async function readTexts({ files }: Discovery): Promise<{ sources: readonly SourceText[]; problems: readonly Problem[] }> {
  const read = await pMap(files, async (file) => ({ file, result: await readText(file.absolute) }), { concurrency: filesAtOnce });
  return {
    sources: read.flatMap(({ file, result }) => (result.ok ? [{ path: file.path, text: result.text, hash: contentHash(result.text) }] : [])),
    problems: read.flatMap(({ file, result }) => (result.ok ? [] : [{ ...result.problem, file: file.path }])),
  };
}

function nothingToScan({ files }: Discovery, path: string): readonly Problem[] {
  if (files.length > 0) return [];
  return [{ kind: 'skipped', severity: 'error', message: `No source files were found below "${path}"`, help: 'Give the folder of the service; tests, build output and what git ignores are left out.' }];
}
