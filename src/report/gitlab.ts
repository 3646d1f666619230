import { createHash } from 'node:crypto';
import type { Finding, Problem, Report } from '../model/report.js';
import { advice } from './advice.js';
import { escaped, wellFormed } from './printable.js';
import { repositoryPath } from './repository-path.js';

const severities = { error: 'critical', warning: 'major', info: 'info' } as const;

/** An entry of GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

/**
 * The report as a GitLab code quality report. It has known findings too, because GitLab itself compares with the target branch. What keeps the
 * scan from being complete is an entry of its own, first and a blocker: the format has no other place for it.
 */
export function renderGitlab(report: Report): string {
  const unseen = report.problems.filter(({ severity }) => severity === 'error').map((problem) => problemEntry(report, problem));
  return `${JSON.stringify([...unseen, ...report.findings.map((finding) => entry(report, finding))], undefined, 2)}\n`;
}

function entry(report: Report, finding: Finding): Entry {
  const { rule, level, message, fingerprint, file, line, endLine } = finding;
  const todo = advice(finding);
  return {
    description: oneLine(todo ? `${message}. Fix: ${todo}` : message),
    check_name: rule,
    fingerprint: inRepository(report, fingerprint),
    severity: severities[level],
    location: { path: wellFormed(repositoryPath(report, file)), lines: { begin: line, end: endLine } },
  };
}

function problemEntry(report: Report, { kind, message, file, line = 1 }: Problem): Entry {
  return {
    description: oneLine(`Not judged: ${message}`),
    check_name: `incomplete-${kind}`,
    fingerprint: inRepository(report, shortHash(`${kind}\0${file ?? ''}\0${message}`)),
    severity: 'blocker',
    location: { path: wellFormed(repositoryPath(report, file ?? 'package.json')), lines: { begin: line, end: line } },
  };
}

/** GitLab takes equal fingerprints for one finding: the same file of two services must not have the same. */
function inRepository({ revision }: Report, fingerprint: string): string {
  return revision === undefined || revision.folder === '' ? fingerprint : shortHash(`${revision.folder}\0${fingerprint}`);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function oneLine(text: string): string {
  return wellFormed(escaped(text));
}
