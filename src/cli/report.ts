import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Report } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import type { AddCommand } from './add-command.js';
import { formatOption, formatTargets, sarifProfileOption } from './format-targets.js';
import type { CliHost } from './host.js';
import { clearReports, writeReports, type ReportFlags } from './write-reports.js';

interface RenderFlags extends ReportFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** `readiness report <file>`. */
export const reportCommand: AddCommand = (program, host) => {
  program
    .command('report')
    .description('write a report that was stored with --format json in other formats; it judges nothing anew, and ends with 0')
    .argument('<file>', 'what readiness scan --format json wrote')
    .addOption(formatOption())
    .addOption(sarifProfileOption())
    .option('--quiet', 'of the terminal report only verdict and last line')
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .action(async (file: string, flags: RenderFlags) => {
      const targets = await formatTargets(flags, host);
      const report = await storedReport(file, host);
      await clearReports(targets, host);
      await writeReports(report, targets, { path: '.', flags, host });
    });
};

/** Reads a stored report. Throws `UsageError` when it cannot be read, is cut off, or has not the shape of this version's reports. */
export async function storedReport(file: string, { cwd }: CliHost): Promise<Report> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { reportSchema } = await import('../report/schema.js');
  const parsed = reportSchema.safeParse(valueOf(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${file} is no report of this version: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'its shape is another'}`, 'Write it anew with: readiness scan --format json --output <file>');
}

function valueOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is no whole JSON document: ${error instanceof Error ? error.message : String(error)}`, 'The run that wrote it may have been killed: scan again');
  }
}
