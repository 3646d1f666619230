import { appendFile } from 'node:fs/promises';
import type { Report } from '../model/report.js';
import type { CliHost } from './host.js';

/** Adds the report to the summary of a GitHub job; outside of one nothing is written. A summary that cannot be written fails nothing. */
export async function appendJobSummary(report: Report, { env, stderr }: CliHost): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  const { renderMarkdown } = await import('../report/markdown/render-markdown.js');
  await appendFile(file, `${renderMarkdown(report, { form: 'summary' })}\n`).catch((error: unknown) => {
    stderr.write(`readiness: the job summary was not written: ${error instanceof Error ? error.message : String(error)}\n`);
  });
}
