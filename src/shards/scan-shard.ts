import { contentHash, type Cache } from '../analysis/cache.js';
import { conclude } from '../conclude.js';
import { examine } from '../examine.js';
import { linkProject, type Inputs } from '../inputs.js';
import type { Examination } from '../model/examination.js';
import type { Problem, Report } from '../model/report.js';
import type { ScanOptions, ShardNumber } from '../model/scan-options.js';
import { isUnfinished } from '../model/scan-limit.js';
import { UsageError } from '../model/usage-error.js';
import { shareOf, type PlacedShare } from './share-of.js';

/**
 * Judges one share of a project, of several that other processes judge, and reports on it. The report holds what a merge needs of it.
 * @param key what the report of the whole depends on
 * @throws {UsageError} for a shard that there is not, and with options that speak of the whole
 */
export async function scanShard(inputs: Inputs, cache: Cache, { options, shard, key }: { readonly options: ScanOptions; readonly shard: ShardNumber; readonly key: string }): Promise<Report> {
  checkOptions(inputs, options, shard);
  const scan = contentHash(JSON.stringify([key, options.types === true]));
  const name = `shard-${String(shard.index)}-of-${String(shard.of)}`;
  const known = await cache.read<Report>(name, scan);
  if (known) return known;
  const sizes = new Map(inputs.sources.map(({ path, text }) => [path, text.length]));
  let share: PlacedShare = { files: new Set(), whole: false, services: new Set(), places: [] };
  const examination = examine(inputs, await linkProject(inputs, cache, options), {
    choose: (services) => (share = shareOf(shard, { sizes, manifests: inputs.manifests.manifests, services })),
    limit: options.limit,
  });
  const report: Report = { ...conclude(asPart(examination, share)), shard: { ...shard, scan, packages: share.places, examination } };
  if (!isUnfinished(report)) await cache.write(name, scan, report);
  return report;
}

function checkOptions({ discovery }: Inputs, { base, only, extraRules = [] }: ScanOptions, { index, of }: ShardNumber): void {
  if (!Number.isInteger(index) || !Number.isInteger(of) || index < 1 || index > of) throw new UsageError(`There is no shard ${String(index)} of ${String(of)}.`, 'Shards count from 1: --shard 1/3, --shard 2/3, --shard 3/3.');
  if (discovery.partial) throw new UsageError('One file cannot be cut into shards.', 'Scan the folder of the repository with --shard.');
  if (base !== undefined || only !== undefined) throw new UsageError('A shard is a part of the whole, and has nothing to be compared with.', 'Merge the shards of both sides, and compare these: readiness diff base.json head.json');
  if (extraRules.length > 0) throw new UsageError('Rules that are handed over by a program do not go with shards.', 'Leave one of the two out.');
}

/** What is reported of a share by itself: no score, since that is of the whole, and of what went wrong what nobody else tells. */
function asPart({ common, parts }: Examination, share: PlacedShare): Examination {
  const sources = new Set(common.files.map(([file]) => file));
  const isOwn = (file: string | undefined): boolean => (file !== undefined && sources.has(file) ? share.files.has(file) : share.whole);
  const own = (problems: readonly Problem[]): readonly Problem[] => problems.filter(({ file }) => isOwn(file));
  return {
    common: {
      ...common, partial: true, keepsBaseline: true, services: [],
      project: { ...common.project, files: share.files.size },
      problems: { before: own(common.problems.before), after: own(common.problems.after) },
      waivers: common.waivers.map((waiver) => ({ ...waiver, isJudged: waiver.isJudged && isOwn(waiver.target.file) })),
    },
    parts, services: [],
  };
}
