import { contentHash, noCache, type Cache } from './analysis/cache.js';
import { cacheFor, inItsChange, judgementKey, scanStaged, withRevision } from './change.js';
import { conclude } from './conclude.js';
import { memoryLimit } from './engine/memory-limit.js';
import { examine } from './examine.js';
import { linkProject, readInputs, type Inputs } from './inputs.js';
import type { Report } from './model/report.js';
import type { ScanOptions } from './model/scan-options.js';
import { firstOf, isUnfinished } from './model/scan-limit.js';
import { standingAttestations } from './said.js';
import { scanShard } from './shards/scan-shard.js';

export type { ScanOptions };

/**
 * Scans a project and reports on it.
 * @throws {UsageError} when the path does not exist, the configuration, or a file of waivers or attestations is wrong, or git does not know what to compare with; everything else that goes wrong stands in the report's problems
 */
export async function scan(target: ScanOptions | string): Promise<Report> {
  const given = typeof target === 'string' ? { path: target } : target;
  const options = { ...given, limit: firstOf([...(given.limit ? [given.limit] : []), memoryLimit()]) };
  if (options.only === 'staged' && !options.shard) return scanStaged(options, judge);
  const inputs = await readInputs(options);
  // A scan of one file must not drop what is known of the others.
  const cache = inputs.discovery.partial ? noCache : cacheFor(options, inputs.discovery.root);
  const { shard } = options;
  const report = shard ? await scanShard(inputs, cache, { options, shard, key: reportKey(inputs) }) : await judge(inputs, cache, options);
  return inItsChange(await withRevision(report, inputs.discovery.root), { inputs, cache, options, judge });
}

/** From what was read to the report. */
export async function judge(inputs: Inputs, cache: Cache, options: ScanOptions): Promise<Report> {
  const key = reportKey(inputs);
  const known = await cache.read<Report>('report', key);
  if (known) return known;
  const report = conclude(examine(inputs, await linkProject(inputs, cache, options), { limit: options.limit }));
  // Another scan may have more time.
  if (!isUnfinished(report)) await cache.write('report', key, report);
  return report;
}

/** Everything that a report depends on, but for the revision. */
function reportKey(inputs: Inputs): string {
  const { rules, discovery, sources, manifests, tsconfigs, environment, artifactTexts, baseline, said, problems } = inputs;
  const portable = { ...said, standings: standingAttestations(said) };
  return contentHash(JSON.stringify([judgementKey(inputs), rules.map((r) => r.meta.id), discovery.files.map((f) => f.role), sources.map((s) => [s.path, s.hash]), manifests.manifests, tsconfigs.tsconfigs, [...environment], artifactTexts.files.map((f) => ['text' in f ? contentHash(f.text) : f.message, f.path]), [...artifactTexts.folders], artifactTexts.holdsPages, baseline, portable, problems]));
}
