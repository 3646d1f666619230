import type { Report } from '../model/report.js';

/** Keys of the report's objects in reading order. What is missing here follows in the order of its code units. */
const keyOrder = [
  ...['schemaVersion', 'tool', 'project', 'revision', 'complete', 'comparison', 'selection', 'checklist', 'findings', 'suppressed', 'waivers', 'attestations', 'evidence', 'coverage', 'problems'],
  ...['model', 'score', 'unscored', 'tier', 'verified', 'possible', 'assessed', 'id', 'title', 'area', 'verdict'],
  ...['rule', 'level', 'outcome', 'kind', 'severity', 'item', 'name', 'version', 'from'],
  ...['file', 'line', 'column', 'endLine', 'endColumn', 'message', 'help', 'reason', 'trace', 'confidence', 'reach', 'points'],
  ...['fingerprint', 'symbol', 'lineHash', 'fixes', 'title', 'safety', 'edits', 'start', 'end', 'text', 'installs', 'data', 'frame', 'startLine', 'lines'],
  ...['libraries', 'files', 'preset', 'pass', 'fail', 'unknown'],
];
const rank = new Map(keyOrder.map((key, index) => [key, index]));

/** The report as JSON for machines: keys in a fixed order, two spaces, a line break at the end. */
export function renderJson(report: Report): string {
  return stableJson(report);
}

/** Any plain value as JSON whose text depends on the value alone, not on the order in which it was put together. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(ordered(value), undefined, 2)}\n`;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => byRank(a, b))
      .map(([key, entry]) => [key, ordered(entry)]),
  );
}

function byRank(a: string, b: string): number {
  return (rank.get(a) ?? keyOrder.length) - (rank.get(b) ?? keyOrder.length) || (a < b ? -1 : 1);
}
