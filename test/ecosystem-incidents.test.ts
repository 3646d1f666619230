import { describe, expect, test } from 'vitest';
import { judgeIncident, recallRows, type Incident, type IncidentResult } from '../scripts/ecosystem/incidents.js';
import { mapRange } from '../scripts/ecosystem/line-map.js';
import type { Finding, ReportTrace } from '../src/model/report.js';

const incident: Incident = { id: 'hang', repo: 'o/shop', fix: 'f1', file: 'src/a.ts', lines_before: [10, 11], mode: 'timeout', feasible: 'file', post_clean: true, note: '' };
const rules = ['require-timeout', 'no-ineffective-timeout'];
const numbered = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `line ${String(from + index)}`);
const beforeLines = numbered(1, 30);

const place = (line: number, file = 'src/a.ts') => ({ file, line, column: 1, endLine: line, endColumn: 9 });
const finding = (line: number, more: Partial<Finding> = {}): Finding => ({
  ...place(line), rule: 'require-timeout', level: 'error', item: 'timeouts', message: '', help: '', trace: [], confidence: 'high', reach: 'unknown',
  points: 0, fingerprint: 'f', fixes: [], data: {}, frame: { startLine: 1, lines: [] }, ...more,
});
const side = (findings: readonly Finding[], lines: readonly string[] | undefined = beforeLines) => ({ findings, lines });
const related = (line: number): ReportTrace => ({ ...place(line), message: 'waits here' });

describe('an incident', () => {
  test.each([[7, 'flagged'], [14, 'flagged'], [6, 'missed'], [15, 'missed']])('with a finding at line %i is %s', (line, expected) => {
    expect(judgeIncident(incident, rules, side([finding(line)]), side([])).before).toBe(expected);
  });

  test('is flagged by a client elsewhere whose call stands there', () => {
    const client = finding(2, { file: 'src/client.ts', trace: [related(11)] });
    expect(judgeIncident(incident, rules, side([client]), side([])).before).toBe('flagged');
  });

  test.each([
    ['a rule that is not for its mode', finding(10, { rule: 'no-floating-promise' })],
    ['a finding of another file', finding(10, { file: 'src/b.ts' })],
  ])('is missed by %s', (_, found) => {
    expect(judgeIncident(incident, rules, side([found]), side([]))).toMatchObject({ before: 'missed', after: 'n/a', rule: 'require-timeout' });
  });

  test('is silent after the fix although another call of the file is still open', () => {
    const after = [...numbered(1, 9), 'fixed', 'fixed too', ...numbered(12, 30)];
    expect(judgeIncident(incident, rules, side([finding(10), finding(20)]), side([finding(20)], after)).after).toBe('silent');
  });

  test('is flagged after a fix that moved the call and left it open', () => {
    const after = ['import x', 'import y', ...beforeLines];
    expect(judgeIncident(incident, rules, side([finding(10)]), side([finding(12)], after)).after).toBe('flagged');
  });

  test('whose fix is not clean, or whose file is gone, is not asked for silence', () => {
    expect(judgeIncident({ ...incident, post_clean: false }, rules, side([finding(10)]), side([finding(10)])).after).toBe('n/a');
    expect(judgeIncident(incident, rules, side([finding(10)]), { findings: [], lines: undefined }).after).toBe('n/a');
  });

  test('names the rule that saw it, and keeps the note of an earlier run', () => {
    const result = judgeIncident(incident, rules, side([finding(10, { rule: 'no-ineffective-timeout' })]), side([]), 'looked at it');
    expect(result).toMatchObject({ rule: 'no-ineffective-timeout', note: 'looked at it' });
  });
});

test('recall leaves out what the code does not show', () => {
  const result = (more: Partial<IncidentResult>): IncidentResult => ({ id: 'x', repo: 'o/x', fix: 'f', mode: 'timeout', rule: 'require-timeout', feasible: 'file', before: 'flagged', after: 'silent', note: '', ...more });
  const results = [result({}), result({ after: 'flagged' }), result({ after: 'n/a' }), result({ before: 'missed', after: 'n/a' }), result({ feasible: 'no', before: 'missed', after: 'n/a' })];
  expect(recallRows(results)).toEqual([{ mode: 'timeout', feasible: 4, flagged: 3, fixes: 2, silent: 1 }]);
});

describe('lines after a change', () => {
  test.each([
    ['nothing changed', numbered(1, 9), [3, 4], [3, 4]],
    ['lines came before', ['new', ...numbered(1, 9)], [3, 4], [4, 5]],
    ['the lines were replaced by more', [...numbered(1, 2), 'a', 'b', 'c', ...numbered(5, 9)], [3, 4], [3, 5]],
    ['far changes on both sides', ['new', ...numbered(2, 8), 'new', 'new'], [4, 4], [4, 4]],
    ['the end was cut off', numbered(1, 2), [3, 4], [3, 3]],
  ])('%s', (_, after, [from = 0, to = 0], [start, end]) => {
    expect(mapRange(numbered(1, 9), after, { from, to })).toEqual({ from: start, to: end });
  });
});
