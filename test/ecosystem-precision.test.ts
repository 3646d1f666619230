import { describe, expect, test } from 'vitest';
import { matchLabels, type Label } from '../scripts/ecosystem/labels.js';
import { precisionPage } from '../scripts/ecosystem/page.js';
import { precisionRows } from '../scripts/ecosystem/precision.js';
import { draw } from '../scripts/ecosystem/sample.js';
import { stateDifference, updatedState, type KnownFinding } from '../scripts/ecosystem/state.js';

const finding = (fingerprint: string, more: Partial<KnownFinding> = {}): KnownFinding => ({
  service: 'shop', rule: 'require-timeout', level: 'error', path: 'src/a.ts', line: 1, fingerprint, ...more,
});

const label = (fingerprint: string, verdict: Label['verdict'], more: Partial<Label> = {}): Label => ({
  repo: 'o/shop', commit: 'c0ffee', service: 'shop', path: 'src/a.ts', line: 1, rule: 'require-timeout', level: 'error', fingerprint, verdict, why: 'read it', ...more,
});

describe('precision', () => {
  test('leaves what is debatable out, and the strict number counts it against the rule', () => {
    const findings = ['a', 'b', 'c', 'd', 'e'].map((f) => finding(f));
    const labels = [label('a', 'true'), label('b', 'true'), label('c', 'false'), label('d', 'debatable')];
    expect(precisionRows(findings, matchLabels(labels, findings))).toEqual([
      { rule: 'require-timeout', level: 'error', findings: 5, labelled: 4, true: 2, debatable: 1, false: 1, precision: 2 / 3, strict: 1 / 2 },
    ]);
  });

  test('counts a label at the level that the finding has now', () => {
    const findings = [finding('a', { level: 'info' })];
    const [row] = precisionRows(findings, matchLabels([label('a', 'true', { level: 'error' })], findings));
    expect(row).toMatchObject({ level: 'info', labelled: 1 });
  });

  test('is not given where nothing was judged true or false', () => {
    const findings = [finding('a')];
    expect(precisionRows(findings, matchLabels([label('a', 'debatable')], findings))[0]).toMatchObject({ precision: undefined, strict: 0 });
  });
});

describe('labels', () => {
  test('of findings that are gone are stale and not counted', () => {
    const matched = matchLabels([label('a', 'true'), label('gone', 'false')], [finding('a')]);
    expect(matched.current.map((c) => c.label.fingerprint)).toEqual(['a']);
    expect(matched.stale.map((l) => l.fingerprint)).toEqual(['gone']);
  });

  test('of another service do not match an equal fingerprint', () => {
    expect(matchLabels([label('a', 'true', { service: 'blog' })], [finding('a')]).current).toEqual([]);
  });

  test.each([
    ['twice', [label('a', 'true'), label('a', 'false')], /src\/a\.ts:1 is there twice/u],
    ['without a reason', [label('a', 'true', { why: ' ' })], /does not say why/u],
  ])('%s are refused', (_, labels, message) => {
    expect(() => matchLabels(labels, [finding('a')])).toThrow(message);
  });

  test('without a verdict, as sample prints them, are refused', () => {
    const stub = JSON.parse(JSON.stringify({ ...label('a', 'true'), verdict: null })) as Label;
    expect(() => matchLabels([stub], [finding('a')])).toThrow(/has the verdict "null"/u);
  });
});

describe('the state of the last scan', () => {
  const before = { findings: [finding('a'), finding('b'), finding('c', { service: 'blog' })] };
  const scope = { services: ['shop'] };

  test('tells new, gone and relevelled findings apart, whatever lines moved', () => {
    const found = [finding('a', { line: 40, level: 'info' }), finding('d')];
    const { fresh, gone, relevelled } = stateDifference(before, found, scope);
    expect([fresh, gone, relevelled].map((list) => list.map((f) => f.fingerprint))).toEqual([['d'], ['b'], ['a']]);
  });

  test('keeps services and rules that were not scanned', () => {
    const state = { findings: [...before.findings, finding('x', { rule: 'no-ineffective-timeout' })] };
    const after = updatedState(state, [finding('d')], { ...scope, rule: 'require-timeout' });
    expect(after.findings.map((f) => f.fingerprint).sort()).toEqual(['c', 'd', 'x']);
  });
});

describe('the sample', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);

  test('is the same for the same seed, and another for another', () => {
    expect(draw(items, 10, 7)).toEqual(draw(items, 10, 7));
    expect(draw(items, 10, 7)).not.toEqual(draw(items, 10, 8));
    expect(new Set(draw(items, 10, 7)).size).toBe(10);
  });

  test('reaches every item', () => {
    const reached = new Set(Array.from({ length: 200 }, (_, seed) => draw(items, 5, seed)).flat());
    expect(reached.size).toBe(items.length);
  });

  test('is everything when there are fewer', () => {
    expect(draw(items, 80, 1)).toEqual(items);
  });
});

test('the page states numbers, services with commits, and stale labels', () => {
  const page = precisionPage({
    services: [{ name: 'shop', repo: 'o/shop', commit: '0123456789abcdef' }],
    state: { findings: [finding('a'), finding('b')] },
    labels: [label('a', 'true'), label('b', 'false'), label('gone', 'false')],
    incidents: [{ id: 'hang', repo: 'o/shop', fix: 'fedcba9876543210', mode: 'timeout', rule: 'require-timeout', feasible: 'file', before: 'flagged', after: 'silent', note: 'one | two' }],
    verdicts: [],
  });
  expect(page).toContain('| `require-timeout` | error | 2 | 2 | 1 | 0 | 1 | 50 % | 50 % |');
  expect(page).toContain('| timeout | 1 | 1 | 100 % | 1 of 1 |');
  expect(page).toContain('| shop | o/shop | `0123456789` |');
  expect(page).toContain('1 label is of a finding that the last scan no longer has');
  expect(page).toContain(String.raw`one \| two`);
});
