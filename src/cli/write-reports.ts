import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from '../model/report.js';
import { render } from '../report/render.js';
import type { SarifProfile } from '../report/sarif/profile.js';
import type { FormatTarget } from './format-targets.js';
import type { CliHost } from './host.js';
import { appendJobSummary } from './job-summary.js';
import { hasLinks, outputStyle } from './output-style.js';
import { clearOutput, writeOutput } from './write-output.js';

export interface ReportFlags {
  readonly full?: boolean;
  readonly quiet?: boolean;
  readonly sarifProfile?: SarifProfile;
}

/** Takes away the files of an earlier run: call it before the work begins. */
export async function clearReports(targets: readonly FormatTarget[], host: CliHost): Promise<void> {
  for (const { file } of targets) if (file !== undefined) await clearOutput(file, host);
}

/** Writes the report in each format: files first, so that what stands on stdout is the end of the run. */
export async function writeReports(report: Report, targets: readonly FormatTarget[], { path, flags, host }: { readonly path: string; readonly flags: ReportFlags; readonly host: CliHost }): Promise<void> {
  for (const { format, file } of targets.toSorted((a, b) => Number(b.file !== undefined) - Number(a.file !== undefined))) {
    const style = outputStyle(host, file !== undefined);
    const links = file === undefined && hasLinks(host) ? await folderUrl(path, host) : undefined;
    const text = await render(report, {
      format, ...style, ...(links !== undefined && { links }), full: flags.full ?? false, quiet: flags.quiet ?? false, path,
      ...(flags.sarifProfile !== undefined && { sarifProfile: flags.sarifProfile }),
    });
    await writeOutput(text, file, host);
  }
  if (targets.some(({ format }) => format === 'github')) await appendJobSummary(report, host);
}

/** Nothing for a single file: places count from its package then. */
async function folderUrl(path: string, { cwd }: CliHost): Promise<string | undefined> {
  const folder = resolve(cwd, path);
  const stats = await stat(folder).catch(() => undefined);
  return stats?.isDirectory() ? `${pathToFileURL(folder).href}/` : undefined;
}
