import { Option } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { formats, type Format } from '../report/render.js';
import { sarifProfiles } from '../report/sarif/profile.js';
import type { CliHost } from './host.js';
import { nearestName } from '../statements/nearest-name.js';
import { repeatable } from './repeatable.js';

/** A format, and the file that it is written to; without one it goes to stdout. */
export interface FormatTarget<F extends string = Format> {
  readonly format: F;
  readonly file?: string;
}

/** `--format name` or `--format name=path`, repeatable. */
export function formatOption(): Option {
  return new Option('--format <name[=file]>', `${formats.join(', ')}; repeat it for several, at most one without a file. Default: terminal, or agent for a coding agent without a terminal`).argParser<readonly string[] | undefined>(repeatable);
}

/** `--sarif-profile github|full`. */
export function sarifProfileOption(): Option {
  return new Option('--sarif-profile <profile>', 'full: also what is waived, known or passed. Default: github').choices(sarifProfiles);
}

/**
 * What the flags ask for. `output` is the file of the one format that names none.
 * Throws `UsageError` for an unknown format, for two that would share stdout or a file, and for an output without a format.
 */
export async function formatTargets(flags: TargetFlags, host: CliHost): Promise<readonly FormatTarget[]> {
  return formatTargetsOf({ ...flags, format: flags.format ?? [await defaultFormat(host)] }, formats);
}

interface TargetFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** The same for formats of another kind. */
export function formatTargetsOf<F extends string>({ format, output }: TargetFlags & Required<Pick<TargetFlags, 'format'>>, known: readonly F[]): readonly FormatTarget<F>[] {
  const asked = format.map((value) => parsed(value, known));
  const [loose, second] = asked.filter(({ file }) => file === undefined);
  if (loose && second) throw new UsageError(`two formats cannot share stdout: ${loose.format} and ${second.format}`, `Give one of them a file: --format ${second.format}=<file>`);
  if (output !== undefined && !loose) throw new UsageError(`no format is left for --output ${output}: each --format names its own file`);
  const targets = output === undefined ? asked : asked.map((target) => (target === loose ? { ...target, file: output } : target));
  const files = targets.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, at) => files.indexOf(file) < at);
  if (twice !== undefined) throw new UsageError(`two formats cannot share the file ${twice}`);
  return targets;
}

function parsed<F extends string>(value: string, known: readonly F[]): FormatTarget<F> {
  const [name = '', ...rest] = value.split('=');
  const format = known.find((one) => one === name);
  if (format === undefined) {
    const near = nearestName(name, known);
    throw new UsageError(`unknown format '${name}'`, `${near === undefined ? '' : `Did you mean ${near}? `}Formats: ${known.join(', ')}`);
  }
  const file = rest.join('=');
  if (rest.length > 0 && file === '') throw new UsageError(`--format ${value} names no file`, `Write --format ${name}=<file>, or --format ${name} for stdout`);
  return rest.length > 0 ? { format, file } : { format };
}

async function defaultFormat(host: CliHost): Promise<Format> {
  return !host.stdout.isTTY && (await host.parts.isAgent()) ? 'agent' : 'terminal';
}
