import { conclude } from '../conclude.js';
import type { Report, Shard } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import { version } from '../version.js';

/** A report of a shard, with what it is called in messages. */
export interface NamedShard {
  readonly name: string;
  readonly report: Report & { readonly shard: Shard };
}

/**
 * The report of the whole from those of all its shards, in whatever order: the same, byte for byte, as that of a scan without shards.
 * @throws {UsageError} when one is missing, is there twice, or is of another scan
 */
export function mergeShards(shards: readonly NamedShard[]): Report {
  const [first] = shards;
  if (!first) throw new UsageError('There is nothing to merge.', 'Name the reports of all shards: readiness merge shard-1.json shard-2.json');
  for (const other of shards) checkSameScan(first, other);
  checkComplete(shards);
  const parts = shards.map(({ report }) => report.shard.examination);
  const [traits] = parts.flatMap((part) => part.traits ?? []);
  const report = conclude({ common: first.report.shard.examination.common, parts: parts.flatMap((part) => part.parts), services: parts.flatMap((part) => part.services), ...(traits && { traits }) });
  const { revision } = first.report;
  return { ...report, ...(revision && { revision }) };
}

function checkComplete(shards: readonly NamedShard[]): void {
  const of = shards[0]?.report.shard.of ?? 0;
  const seen = new Map<number, string>();
  for (const { name, report: { shard: { index } } } of shards) {
    const twice = seen.get(index);
    if (twice !== undefined) throw new UsageError(`"${twice}" and "${name}" are both shard ${String(index)} of ${String(of)}.`, 'Name the report of each shard once.');
    seen.set(index, name);
  }
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !seen.has(index));
  if (missing.length > 0) throw new UsageError(`${missing.length === 1 ? 'Shard' : 'Shards'} ${missing.join(', ')} of ${String(of)} ${missing.length === 1 ? 'is' : 'are'} missing.`, `A verdict on a part would pass for one on the whole. Run readiness scan --shard ${String(missing[0])}/${String(of)} --format json=<file>, and name its report, too.`);
}

/** Says in what two scans differ, as far as their reports show it. */
function checkSameScan(one: NamedShard, other: NamedShard): void {
  if (other.report.tool.version !== version) throw new UsageError(`"${other.name}" was written by readiness ${other.report.tool.version}, and this is ${version}.`, 'Merge with the version that scanned.');
  const [a, b] = [one.report, other.report];
  const differing = differences(a, b).find(([, left, right]) => left !== right);
  if (differing) throw new UsageError(`"${one.name}" and "${other.name}" are of different scans: ${differing[0]} ${differing[1]} and ${differing[2]}.`, 'Scan all shards of one commit with the same options.');
  if (a.shard.scan !== b.shard.scan) throw new UsageError(`"${one.name}" and "${other.name}" are of different scans: files, installed packages, configuration or options are not the same.`, 'Scan all shards of one checkout, after the same steps, with the same options.');
}

function differences(a: NamedShard['report'], b: NamedShard['report']): readonly (readonly [what: string, one: string, other: string])[] {
  const of = (what: string, value: (report: NamedShard['report']) => string): readonly [string, string, string] => [what, value(a), value(b)];
  return [
    of('number of shards', ({ shard }) => String(shard.of)),
    of('project', ({ shard }) => shard.examination.common.project.name),
    of('commit', ({ revision }) => revision?.commit ?? 'none'),
    of('folder', ({ revision }) => revision?.folder ?? '.'),
    of('day', ({ shard }) => shard.examination.common.day),
    of('preset', ({ project }) => project.preset),
    of('rules', ({ shard }) => shard.examination.common.rules.map(({ id }) => id).join(', ')),
  ];
}
