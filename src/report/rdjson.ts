import { homepage, rulePage } from '../model/homepage.js';
import type { Finding, Problem, Report } from '../model/report.js';
import { advice } from './advice.js';
import { wellFormed } from './printable.js';
import { repositoryPath } from './repository-path.js';

const severities = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

/**
 * The report for reviewdog: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. What keeps the scan from being complete is a diagnostic of its
 * own, as the format has no other place for it.
 */
export function renderRdjson(report: Report): string {
  const unseen = report.problems.filter(({ severity }) => severity === 'error').map((problem) => problemDiagnostic(report, problem));
  const open = report.findings.filter(({ known }) => known !== true).map((finding) => diagnostic(report, finding));
  return `${JSON.stringify({ source: { name: 'readiness', url: homepage }, diagnostics: [...unseen, ...open] }, undefined, 2)}\n`;
}

function diagnostic(report: Report, finding: Finding): object {
  const { rule, level, message, file } = finding;
  const todo = advice(finding);
  return {
    message: wellFormed(todo ? `${message}\nFix: ${todo}` : message),
    location: { path: wellFormed(repositoryPath(report, file)), range: rangeOf(finding) },
    severity: severities[level],
    code: { value: rule, url: rulePage(rule) },
  };
}

/** Columns count bytes of UTF-8. Without the text of the line there are only lines. */
function rangeOf({ line, column, endLine, endColumn, frame }: Finding): object {
  const position = (number: number, unit: number): object => {
    const text = frame.lines[number - frame.startLine];
    return { line: number, ...(text !== undefined && { column: Buffer.byteLength(text.slice(0, unit - 1)) + 1 }) };
  };
  return { start: position(line, column), end: position(endLine, endColumn) };
}

function problemDiagnostic(report: Report, { kind, message, help, file, line = 1 }: Problem): object {
  return {
    message: wellFormed(`Not judged: ${message}${help === undefined ? '' : `\n${help}`}`),
    location: { path: wellFormed(repositoryPath(report, file ?? 'package.json')), range: { start: { line } } },
    severity: 'ERROR',
    code: { value: `incomplete-${kind}` },
  };
}
