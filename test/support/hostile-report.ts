import type { Report } from '../../src/model/report.js';
import { findingOn, fullReport, sampleProblem } from './sample-report.js';

/** What breaks one format or another: escape sequences, line breaks, ends of sections and commands, quotes, markup, halves of characters. */
export const hostile = '\u001b[31m\u001b]0;owned\u0007 a\r\nb\n::error::x ]]> --> </testcase> & "q" \'s\' `t` [l](http://x) {0} %0A % , : \u202e \u2028 注文 👩‍🚀 \ud800 |x| <b>';

/** A report whose every text is hostile, also the names of its files. */
export function hostileReport(): Report {
  const full = fullReport();
  const file = `src/${hostile.replaceAll('/', '')}.ts`;
  const line = `  await fetch('${hostile.replace(/[\r\n\u2028]/g, '')}');`;
  const place = { file, line: 1, column: 3, endLine: 1, endColumn: 8 };
  const [statement] = full.suppressed;
  return {
    ...full,
    project: { ...full.project, name: hostile },
    checklist: { ...full.checklist, items: full.checklist.items.map((item) => ({ ...item, reason: hostile })) },
    findings: [findingOn(line, 'fetch', { file, message: hostile, help: hostile, trace: [{ ...place, message: hostile }], rule: 'team-rule', owner: hostile, fingerprint: '0123456789abcdef' })],
    suppressed: statement ? [{ ...statement, file, reason: hostile, owner: hostile }] : [],
    evidence: [],
    problems: [sampleProblem({ file, message: hostile, help: hostile })],
  };
}
