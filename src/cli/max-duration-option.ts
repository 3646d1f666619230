import { InvalidArgumentError, Option } from 'commander';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `--max-duration 5m`, in milliseconds. */
export function maxDurationOption(): Option {
  return new Option('--max-duration <duration>', 'end the scan after this time, as 30s or 5m, and tell what was not looked at (exit code 3)').conflicts('watch').argParser((value) => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(value) ?? [];
    const ms = Number(digits) * (units[unit] ?? NaN);
    if (!(ms > 0)) throw new InvalidArgumentError('Write it as 30s, 5m or 1h.');
    return ms;
  });
}
