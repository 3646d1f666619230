import { statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { contentHash, noCache, openCache, type Cache } from './analysis/cache.js';
import { compareReports, compareWithNothing } from './comparison/compare-reports.js';
import { findBase, findDefaultBase, repositoryOf, type Base } from './comparison/find-base.js';
import { narrowed } from './comparison/narrowed.js';
import { withComparison } from './comparison/with-comparison.js';
import type { Config } from './config/load-config.js';
import { carryOver } from './files/carry-over.js';
import { gitText } from './files/git.js';
import { changedSince, renamedSince, stagedIn } from './files/git-changes.js';
import { withCommit, withIndex } from './files/git-trees.js';
import { isInside, posixPath } from './files/posix-path.js';
import { revisionOf } from './files/revision.js';
import { configOf, readInputs, type Inputs } from './inputs.js';
import { modelVersion } from './model/checklist.js';
import type { Comparison } from './model/comparison.js';
import type { Report } from './model/report.js';
import type { ScanOptions } from './model/scan-options.js';
import { isUnfinished } from './model/scan-limit.js';
import { UsageError } from './model/usage-error.js';
import { version } from './version.js';

type Judge = (inputs: Inputs, cache: Cache, options: ScanOptions) => Promise<Report>;

interface Scanned {
  readonly inputs: Inputs;
  readonly cache: Cache;
  readonly options: ScanOptions;
  readonly judge: Judge;
}

/** The cache of a scan; types and rules of one's own are not part of what a stored judgement is known by. */
export function cacheFor({ cache, types, extraRules }: ScanOptions, root: string): Cache {
  return cache === false || types || extraRules ? noCache : openCache(root);
}

/** The report with the revision that was scanned. What the cache holds has none: the same content may be another commit. */
export async function withRevision(report: Report, root: string): Promise<Report> {
  const revision = await revisionOf(root);
  return revision ? { ...report, revision } : report;
}

/** The report as the options ask for it: by itself, compared with its base, or with no more than what the change concerns. */
export async function inItsChange(report: Report, scanned: Scanned): Promise<Report> {
  const { inputs: { discovery: { root, partial } }, options: { base, only, types } } = scanned;
  if (base === undefined && only === undefined) return report;
  if (partial) throw new UsageError('What changed is told of a folder, not of one file.', 'Scan the folder of the service with --base or --changed.');
  if (only === 'changed') {
    const since = base === undefined ? await findDefaultBase(root) : await findBase(root, base);
    return narrowed(report, { of: 'changed', base: since }, await changedSince(root, since.commit));
  }
  if (types) throw new UsageError('--types needs the packages of the base installed, and they are not: it does not go with --base.', 'Leave one of the two out.');
  return withComparison(report, await comparedWith(await findBase(root, base ?? ''), report, scanned));
}

/** Scans what is staged, as it is staged, and reports what concerns it. */
export async function scanStaged(options: ScanOptions, judge: Judge): Promise<Report> {
  if (options.base !== undefined) throw new UsageError('What is staged is counted from HEAD: --base does not go with --staged.', 'Leave one of the two out.');
  if (!isFolder(resolve(options.path))) throw new UsageError(`"${options.path}" is no folder.`, 'Scan the folder of the service with --staged.');
  const root = await realpath(resolve(options.path));
  const top = await repositoryOf(root);
  const [config, files] = await Promise.all([configOf(options), stagedIn(root)]);
  const report = await withIndex(top, async (tree) => {
    const path = join(tree, posixPath(top, root));
    if (!isFolder(path)) throw new UsageError(`Nothing below "${options.path}" is known to git.`, 'Stage it first: git add');
    await carryOver(top, tree);
    return judge(await readInputs({ ...options, path }, movedTo(config, top, tree)), readOnly(cacheFor(options, root)), options);
  });
  return narrowed(await withRevision(report, root), { of: 'staged' }, files);
}

async function comparedWith(base: Base, head: Report, scanned: Scanned): Promise<Comparison> {
  const judged = await judgeBase(base, scanned);
  if (judged.problem !== undefined) return { ...compareWithNothing(head, base), base: { ref: base.ref, commit: base.commit, complete: false, problem: judged.problem } };
  if (judged.report === undefined || judged.report.project.files === 0) return compareWithNothing(head, base);
  return compareReports(judged.report, head, { ...base, renamed: await renamedSince(scanned.inputs.discovery.root, base.commit) });
}

interface JudgedBase {
  /** Absent where the base does not have the folder. */
  readonly report?: Report;
  /** Why it could not be judged at all. */
  readonly problem?: string;
}

/** Judges the base as the head is judged: by this version, with the head's settings. */
async function judgeBase({ commit }: Base, { inputs, cache, options, judge }: Scanned): Promise<JudgedBase> {
  const { root } = inputs.discovery;
  const top = await repositoryOf(root);
  const folder = posixPath(top, root);
  const content = (await gitText(top, ['rev-parse', `${commit}^{tree}`])).trim();
  const key = contentHash(JSON.stringify([judgementKey(inputs), inputs.rules.map((rule) => rule.meta.id), content, folder, inputs.said.day, [...inputs.environment]]));
  const known = await cache.read<JudgedBase>('base', key);
  if (known) return known;
  if (options.limit?.isOver()) return { problem: `${options.limit.message} before it was judged.` };
  const judged = await withCommit(top, commit, async (tree): Promise<JudgedBase> => {
    const path = join(tree, folder);
    if (!isFolder(path)) return {};
    await carryOver(top, tree);
    const ofBase: ScanOptions = { ...options, path, onProgress: (progress) => options.onProgress?.({ ...progress, stage: `base: ${progress.stage}` }) };
    try {
      return { report: await judge(await readInputs(ofBase, movedTo(inputs.config, top, tree)), readOnly(cache), ofBase) };
    } catch (error) {
      // What is wrong there may be what the change mends.
      if (error instanceof UsageError) return { problem: error.message.replaceAll(`${tree}/`, '') };
      throw error;
    }
  });
  if (!judged.report || !isUnfinished(judged.report)) await cache.write('base', key, judged);
  return judged;
}

/** What decides a judgement besides the files of the project. */
export function judgementKey({ config, preset, manifests: { manifests }, versions, discovery: { root } }: Inputs): unknown {
  const { file: _, folder, patterns, ...settings } = config;
  // Where it lies on this machine decides nothing.
  const places = [posixPath(root, folder), patterns?.map((one) => ({ ...one, folder: posixPath(root, one.folder) }))];
  const names = new Set(manifests.flatMap((manifest) => Object.keys(manifest.dependencies)));
  const installed = manifests.map(({ dir }) => [...names, 'node'].map((name) => versions.of(`${dir === '' ? '' : `${dir}/`}package.json`, name)?.version ?? ''));
  return [version, modelVersion, settings, places, preset, installed];
}

/** The configuration for another checkout of the repository: what it says of paths is said of the paths there. */
function movedTo(config: Config, top: string, tree: string): Config {
  const moved = (folder: string): string => (isInside(top, folder) ? join(tree, posixPath(top, folder)) : folder);
  return { ...config, folder: moved(config.folder), ...(config.patterns && { patterns: config.patterns.map((one) => ({ ...one, folder: moved(one.folder) })) }) };
}

/** What is known of the head serves the base as well; what is found there must not take its place. */
function readOnly(cache: Cache): Cache {
  return { read: (name, key) => cache.read(name, key), write: () => Promise.resolve() };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
