import { readFile } from 'node:fs/promises';
import type { ZodSafeParseResult } from 'zod';
import { compareReports } from './comparison/compare-reports.js';
import { withComparison } from './comparison/with-comparison.js';
import { readFailure } from './files/read-failure.js';
import { modelVersion } from './model/checklist.js';
import { schemaVersion, type Problem, type Report } from './model/report.js';
import { UsageError } from './model/usage-error.js';
import type { NamedShard } from './shards/merge-shards.js';

/**
 * The second of two stored reports, compared with the first.
 * @param names what they are called in messages
 * @throws {UsageError} when one of them is no report of this version of the format and the model
 */
export async function diffReports(baseFile: string, headFile: string, names = { base: baseFile, head: headFile }): Promise<Report> {
  const [base, head] = await Promise.all([wholeReport(baseFile, names.base), wholeReport(headFile, names.head)]);
  return withComparison(head, compareReports(base, head, { ref: names.base, ...(base.revision && { commit: base.revision.commit }) }), reservations(base, head));
}

async function wholeReport(path: string, file: string): Promise<Report> {
  const { comparison: _, ...report } = await readStoredReport(path, file);
  if (report.selection) throw new UsageError(`"${file}" holds only what concerned a change, and not the whole.`, 'Write it without --changed and --staged.');
  return report;
}

/**
 * A report that was written with `--format json`.
 * @param file what it is called in messages
 * @throws {UsageError} when it cannot be read, is cut off, tells of a failed run, or is of another version of the format or the model
 */
export async function readStoredReport(path: string, file: string = path): Promise<Report> {
  const value = await storedValue(path, file);
  const { index, of } = recordOf(value['shard']);
  if (index !== undefined) throw new UsageError(`"${file}" is of shard ${JSON.stringify(index)} of ${JSON.stringify(of)}: a part, and no verdict on the whole.`, 'Make one report of all of them first: readiness merge <reports…> --format json=<file>');
  const { reportSchema } = await import('./report/schema.js');
  return checked(reportSchema.safeParse(value), file);
}

/**
 * The report of a shard, as it was written with `--format json`.
 * @throws {UsageError} as for a stored report, and when it is the report of a whole
 */
export async function readShard(path: string, file: string = path): Promise<NamedShard> {
  const value = await storedValue(path, file);
  if (value['shard'] === undefined) throw new UsageError(`"${file}" is the report of a whole scan, and of no shard.`, 'Write it with: readiness scan --shard 1/3 --format json=<file>');
  const { shardReportSchema } = await import('./report/shard-schema.js');
  return { name: file, report: checked(shardReportSchema.safeParse(value), file) };
}

function checked<T>(result: ZodSafeParseResult<T>, file: string): T {
  if (!result.success) throw new UsageError(`"${file}" is no report of this version: ${result.error.issues[0]?.path.join('.') ?? ''} ${result.error.issues[0]?.message ?? ''}`, 'Write it with: readiness scan --format json');
  return result.data;
}

/** What a file holds, when it may be a report of this version. */
async function storedValue(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const value = parsed(file, await textOf(path, file));
  if (value['ok'] === false) throw new UsageError(`"${file}" tells of a run that failed, and holds no report.`, 'Run the scan again.');
  const version = value['schemaVersion'];
  if (version !== schemaVersion) throw new UsageError(version === undefined ? `"${file}" is no report of readiness.` : `"${file}" is written in version ${JSON.stringify(version)} of the format, and this is version ${String(schemaVersion)}.`, 'Write it with: readiness scan --format json');
  const { model } = recordOf(value['checklist']);
  if (model !== undefined && model !== modelVersion) throw new UsageError(`"${file}" is scored by model ${JSON.stringify(model)}, and this is model ${modelVersion}: their points cannot be compared.`, 'Scan both sides with one version.');
  return value;
}

async function textOf(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { message, help } = readFailure(error);
    throw new UsageError(`"${file}" ${message}.`, help);
  }
}

function parsed(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    throw new UsageError(`"${file}" is no JSON, or was cut off.`, 'Write it with: readiness scan --format json');
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** What makes two reports differ besides the project. */
function reservations(base: Report, head: Report): readonly Problem[] {
  const rulesOf = ({ coverage }: Report): string => Object.keys(coverage).sort().join();
  const said = [
    ...(base.tool.version === head.tool.version ? [] : [`The reports are of two versions of readiness, ${base.tool.version} and ${head.tool.version}: what differs may be the tool's doing`]),
    ...(base.project.name === head.project.name ? [] : [`The reports are of two projects, ${base.project.name} and ${head.project.name}`]),
    ...(base.project.preset === head.project.preset ? [] : [`The base was scanned with the preset ${base.project.preset}, and the other with ${head.project.preset}`]),
    ...(rulesOf(base) === rulesOf(head) ? [] : ['Not the same rules ran on both sides']),
  ];
  return said.map((message) => ({ kind: 'comparison', severity: 'warning', message }));
}
