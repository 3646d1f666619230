import { InvalidArgumentError, Option } from 'commander';
import type { ShardNumber } from '../model/scan-options.js';
import { UsageError } from '../model/usage-error.js';
import type { Format } from '../report/render.js';
import type { FormatTarget } from './format-targets.js';

/** `--shard 1/3`. */
export function shardOption(): Option {
  return new Option('--shard <index/of>', 'judge only this part of the packages of a monorepo, 1/3 for the first of three; readiness merge makes one report of all parts').argParser((value): ShardNumber => {
    const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? [];
    if (index === undefined || of === undefined || Number(index) < 1 || Number(index) > Number(of)) throw new InvalidArgumentError('Write it as 1/3, 2/3, 3/3.');
    return { index: Number(index), of: Number(of) };
  });
}

/** Formats whose reader knows that it has a part before it. */
const ofParts: readonly Format[] = ['terminal', 'agent', 'json'];

/** Throws a `UsageError` for a format in which a part would pass for the whole. */
export function checkShardFormats(targets: readonly FormatTarget[], { index, of }: ShardNumber): void {
  const other = targets.find(({ format }) => !ofParts.includes(format));
  if (other) throw new UsageError(`${other.format} shows a verdict on the whole, and shard ${String(index)}/${String(of)} is a part of it.`, `Write ${ofParts.join(', ')} here, and the rest when the parts are put together: readiness merge <reports…> --format ${other.format}`);
}
