import type { Report } from '../model/report.js';
import { renderTerminal } from './terminal.js';

/** GitHub uploads nothing at all of a summary over 1 MiB; other steps of the job write theirs too. */
const maxBytes = 900_000;

/** The report for the summary of a GitHub job, in markdown, with room left under GitHub's limit. */
export function renderJobSummary(report: Report): string {
  const text = renderTerminal(report, { full: true });
  const ticks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}text\n${withinBytes(text, maxBytes)}${ticks}\n\n`;
}

/** Whole lines from the start, and how many are missing. */
function withinBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const lines = text.split('\n');
  let [kept, bytes] = [0, 0];
  while (kept < lines.length && bytes + Buffer.byteLength(lines[kept] ?? '') + 1 <= limit) bytes += Buffer.byteLength(lines[kept++] ?? '') + 1;
  return `${lines.slice(0, kept).join('\n')}\n… ${String(lines.length - kept)} more lines\n`;
}
