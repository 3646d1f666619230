import type { Report } from '../../model/report.js';

/** Evidence beyond this many pieces is left out of the data: the page stays one that a browser opens at once. */
const mostEvidence = 3000;

/** The report as JSON that can stand in a `script` element: nothing in it ends the element, and nothing in it is invisible. */
export function embedded(report: Report): { readonly json: string; readonly leftOut: number } {
  const kept = { ...report, evidence: report.evidence.slice(0, mostEvidence) };
  return { json: scriptJson(kept), leftOut: report.evidence.length - kept.evidence.length };
}

/** Plain data in the same way. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escapeOf);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
