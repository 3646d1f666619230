import { areas, type ItemResult } from '../model/checklist.js';
import type { Finding, Report } from '../model/report.js';
import { advice } from './advice.js';
import { repositoryPath } from './repository-path.js';
import { verdict } from './verdict.js';
import { xmlElement, xmlText } from './xml.js';

/** Findings that a test case lists. */
const maxListed = 20;

interface Case {
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

/**
 * The checklist as a JUnit report: areas are suites, items test cases. The last suite tells how the scan itself went, so that a report that is cut off, or
 * of a scan that did not see everything, is none that passed.
 */
export function renderJunit(report: Report): string {
  const items = areas.map((area) => ({ name: area, cases: report.checklist.items.filter((item) => item.area === area).map((item) => itemCase(report, item)) }));
  const suites = [...items.filter(({ cases }) => cases.length > 0), { name: 'scan', cases: scanCases(report) }];
  const all = suites.flatMap(({ cases }) => cases);
  const body = suites.map((suite) => `\n  ${suiteXml(report, suite)}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', { name: `readiness ${report.project.name}`, ...totals(all), time: 0 }, [...body, '\n'])}\n`;
}

function suiteXml(report: Report, { name, cases }: { readonly name: string; readonly cases: readonly Case[] }): string {
  const properties = name === 'scan' ? [`\n    ${scanProperties(report)}`] : [];
  return xmlElement('testsuite', { name: `readiness.${name}`, ...totals(cases), skipped: count(cases, 'skipped'), time: 0 }, [...properties, ...cases.map(({ xml }) => `\n    ${xml}`), '\n  ']);
}

function totals(cases: readonly Case[]): { readonly tests: number; readonly failures: number; readonly errors: number } {
  return { tests: cases.length, failures: count(cases, 'failure'), errors: count(cases, 'error') };
}

function count(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

const outcomes: Readonly<Record<ItemResult['verdict'], Case['outcome']>> = {
  pass: 'passed', attested: 'passed', partial: 'failure', fail: 'failure', error: 'error', unknown: 'skipped', 'not-applicable': 'skipped', waived: 'skipped',
};

function itemCase(report: Report, { id, title, area, verdict: decided, reason, points }: ItemResult): Case {
  const findings = report.findings.filter(({ item }) => item === id);
  const [first] = findings;
  const lost = points.of - points.earned;
  const text = [`${decided}: ${reason}${lost > 0 && decided !== 'unknown' ? ` (costs ${lost.toFixed(2)} points)` : ''}`, ...listed(report, findings)];
  const place = first && { file: repositoryPath(report, first.file), line: first.line };
  return testCase({ classname: `readiness.${area}`, name: title, ...place }, outcomes[decided], decided, text);
}

function listed(report: Report, findings: readonly Finding[]): readonly string[] {
  const rest = findings.length - maxListed;
  return [
    ...findings.slice(0, maxListed).map((finding) => `${repositoryPath(report, finding.file)}:${String(finding.line)}:${String(finding.column)} ${finding.rule}: ${finding.message}. Fix: ${advice(finding)}`),
    ...(rest > 0 ? [`and ${String(rest)} more`] : []),
  ];
}

/** Whether all was judged, and whether the gate lets it pass. */
function scanCases(report: Report): readonly Case[] {
  const { gate, errors, warnings, reasons } = verdict(report);
  const problems = report.problems.filter(({ severity }) => severity === 'error').map(({ file, message }) => (file === undefined ? message : `${file}: ${message}`));
  const classname = 'readiness.scan';
  const counted = `${String(errors)} errors, ${String(warnings)} warnings`;
  return [
    testCase({ classname, name: 'everything was judged' }, report.complete ? 'passed' : 'error', 'incomplete', ['not everything was judged', ...problems]),
    testCase({ classname, name: 'gate' }, gate === 'pass' ? 'passed' : gate === 'fail' ? 'failure' : 'skipped', gate, [counted, ...reasons]),
  ];
}

function scanProperties(report: Report): string {
  const { gate, exitCode } = verdict(report);
  const { score, tier } = report.checklist;
  const values = { version: report.tool.version, ...(score && { verified: score.verified, possible: score.possible, assessed: score.assessed }), ...(tier && { tier }), gate, exit: exitCode, complete: String(report.complete) };
  return xmlElement('properties', {}, Object.entries(values).map(([name, value]) => xmlElement('property', { name, value })));
}

function testCase(attributes: Readonly<Record<string, string | number | undefined>>, outcome: Case['outcome'], type: string, [message = '', ...more]: readonly string[]): Case {
  const result = outcome === 'passed' ? [] : [xmlElement(outcome, { ...(outcome !== 'skipped' && { type }), message }, more.length > 0 ? [xmlText(more.join('\n'))] : [])];
  return { outcome, xml: xmlElement('testcase', { ...attributes, time: 0 }, result) };
}
