import type { Level } from '../model/evidence.js';
import type { Finding, Problem, Report } from '../model/report.js';
import { advice } from './advice.js';
import { closingLine } from './closing-line.js';
import { byUrgency, listProblems } from './listing.js';
import { counted } from './plural.js';
import { escaped } from './printable.js';
import { repositoryPath } from './repository-path.js';
import { verdict } from './verdict.js';

/** GitHub shows ten annotations of each kind for a step; of the notices the last one is ours. */
const budget: Readonly<Record<Level, number>> = { error: 10, warning: 10, info: 9 };
const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' };
const gateWords = { pass: 'gate passed', fail: 'gate failed', incomplete: 'scan incomplete' } as const;

/** The report as annotations of a GitHub workflow: the most urgent within what GitHub shows, a notice about the rest, and the closing line. */
export function renderGithub(report: Report): string {
  const added = new Set(report.comparison?.added);
  const open = report.findings.filter(({ known }) => known !== true).toSorted((a, b) => Number(added.has(b.fingerprint)) - Number(added.has(a.fingerprint)) || byUrgency(a, b));
  const problems = listProblems(report).filter(({ severity }) => severity === 'error');
  const shownProblems = problems.slice(0, 3);
  const shown = (['error', 'warning', 'info'] as const).flatMap((level) => open.filter((finding) => finding.level === level).slice(0, budget[level] - (level === 'error' ? shownProblems.length : 0)));
  return `${[
    ...shownProblems.map((problem) => problemAnnotation(report, problem)),
    ...shown.map((finding) => annotation(report, finding)),
    command('notice', { title: 'readiness' }, summary(report, open.length - shown.length, problems.length - shownProblems.length)),
    closingLine(report),
  ].join('\n')}\n`;
}

function annotation(report: Report, finding: Finding): string {
  const { file, line, column, endLine, endColumn, rule, level, message } = finding;
  const todo = advice(finding);
  // Columns are shown for one line only.
  const columns: Readonly<Record<string, number>> = endLine === line ? { col: column, endColumn } : {};
  return command(commands[level], { file: repositoryPath(report, file), line, endLine, ...columns, title: rule }, todo ? `${message}\nFix: ${todo}` : message);
}

function problemAnnotation(report: Report, { kind, file, line, message, help }: Problem): string {
  const place = file === undefined ? {} : { file: repositoryPath(report, file), ...(line !== undefined && { line }) };
  return command('error', { ...place, title: `readiness: not judged (${kind})` }, help === undefined ? message : `${message}\n${help}`);
}

function summary(report: Report, findings: number, problems: number): string {
  const { gate, errors, warnings, reasons } = verdict(report);
  const { score } = report.checklist;
  const rest = [...(findings > 0 ? [counted(findings, 'more finding')] : []), ...(problems > 0 ? [counted(problems, 'more problem')] : [])];
  return [
    `${gateWords[gate]}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
    ...reasons,
    ...(score ? [`verified ${String(score.verified)}, possible ${String(score.possible)}, ${String(score.assessed)} % assessed`] : []),
    ...(rest.length > 0 ? [`${rest.join(' and ')} not annotated, as GitHub shows ten of a kind: see the job summary`] : []),
  ].join(' · ');
}

/** A workflow command, escaped as in @actions/core (src/command.ts). Nothing that a project holds may begin a line, or a command, of its own. */
function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${data(escaped(String(value))).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${pairs.join(',')}::${data(message.split('\n').map(escaped).join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
