import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Report } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import type { CliHost } from './host.js';

const help = 'Write one with this version: readiness scan --format json --output readiness.json';

/** A report that was written with `--format json`. It may come from anywhere, so every field of it is checked. Throws `UsageError`. */
export async function readReport(file: string, host: CliHost): Promise<Report> {
  const value = await readJson(file, host);
  const { reportSchema } = await import('../report/schema.js');
  const { success, data, error } = reportSchema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const said = errorOf(value);
  if (said !== undefined) throw new UsageError(`${file} holds no report: the scan ended with "${said}"`, 'Look at the output of the scan.');
  throw new UsageError(`${file} is no report of this version: ${issue === undefined ? 'it has another shape' : `${issue.path.join('.') || 'the whole'}: ${issue.message}`}`, help);
}

async function readJson(file: string, { cwd }: CliHost): Promise<unknown> {
  try {
    return JSON.parse(await readFile(resolve(cwd, file), 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, help);
  }
}

/** A scan that fails writes `{ ok: false, error: { message } }`. */
function errorOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;
}
