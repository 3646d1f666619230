import { resolve } from 'node:path';
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
import { Catalog } from './catalog/catalog.js';
import { entries } from './catalog/entries/index.js';
import { loadConfig, type Config } from './config.js';
import { catalogVersions } from './engine/project-versions.js';
import { rules as builtInRules } from './engine/registry.js';
import { readArtifactTexts, type ArtifactTexts } from './files/artifact-files.js';
import { discover, type Discovery } from './files/discover.js';
import { readText } from './files/read-text.js';
import type { Problem } from './model/report.js';
import type { Rule } from './model/rule.js';
import type { ScanOptions } from './model/scan-options.js';
import { UsageError } from './model/usage-error.js';
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
  readonly secrets: ReadonlyMap<string, readonly LocatedSecret[]>;
  readonly problems: readonly Problem[];
}

/**
 * Reads configuration, texts and artifacts.
 * @throws {UsageError} when the path, the configuration or a rule's id is wrong
 */
export async function readInputs(options: ScanOptions): Promise<Inputs> {
  const config = await loadConfig(resolve(options.path), builtInRules.map((r) => r.meta.id));
  const discovery = await discover(options.path, { exclude: config.exclude ?? [], base: config.folder });
  const [{ sources, problems }, artifactTexts, manifests, tsconfigs] = await Promise.all([readTexts(discovery), artifactsOf(discovery, config), readManifests(discovery.root, discovery.files), readTsconfigs(discovery.root, discovery.files)]);
  const environment = readEnvironment([...new Set(['', ...manifests.manifests.map((m) => m.dir)])].map((dir) => resolve(discovery.root, dir)));
  const rules = chosenRules(options, config);
  const secrets = rules.some(({ meta }) => meta.id === 'no-hardcoded-secret') ? await locateSecrets([...sources, ...artifactTexts.files.flatMap((file) => ('text' in file ? [file] : []))]) : new Map<string, readonly LocatedSecret[]>();
  const versions = createVersions({ root: discovery.root, manifests: manifests.manifests });
  return {
    config, discovery, sources, manifests, tsconfigs, versions, environment, artifactTexts,
    artifacts: new Artifacts(artifactTexts),
    preset: options.preset ?? config.preset ?? 'recommended',
    rules, secrets,
    problems: [...discovery.problems, ...problems, ...manifests.problems, ...tsconfigs.problems, ...versions.problems(), ...nothingToScan(discovery, options.path)],
  };
}

/** One file that is asked for says nothing of its project's artifacts. */
function artifactsOf(discovery: Discovery, config: Config): Promise<ArtifactTexts> {
  if (discovery.partial) return Promise.resolve({ files: [], folders: new Map(), partOfRepository: true });
  return readArtifactTexts(discovery.root, config.exclude ?? [], config.folder);
}

/** The rules to run: those that are asked for, without those that the configuration switches off. */
function chosenRules({ rules: asked = [], extraRules = [] }: ScanOptions, config: Config): readonly Rule[] {
  const all = [...builtInRules, ...extraRules];
  const stranger = asked.find((id) => !all.some((r) => r.meta.id === id));
  if (stranger !== undefined) throw new UsageError(`There is no rule "${stranger}".`, `Rules: ${all.map((r) => r.meta.id).join(', ')}.`);
  return all.filter(({ meta: { id } }) => (asked.length === 0 || asked.includes(id)) && config.rules?.[id] !== 'off');
}

/** Links the files into a project. */
export async function linkProject(inputs: Inputs, cache: Cache, options: ScanOptions): Promise<GatheredFacts & { readonly project: Project }> {
  const { discovery, sources, manifests, tsconfigs, versions, environment, artifacts, secrets, config } = inputs;
  const { files, problems } = await gatherFacts(sources, cache, version, (done) => options.onProgress?.({ stage: 'reading files', done, total: sources.length }));
  const scripts = new Set(discovery.files.filter((f) => f.role === 'script').map((f) => f.path));
  const oracle = options.types ? await createCheckerOracle(discovery.root, resolve(discovery.root, 'tsconfig.json')) : undefined;
  const project = new Project({
    files, environment, artifacts, secrets, partial: discovery.partial === true, isScript: (file) => scripts.has(file), versionOf: catalogVersions(versions), ...(config.maxTimeoutMs !== undefined && { longestDefault: config.maxTimeoutMs }),
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
