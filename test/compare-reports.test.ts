import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReports, withComparison, type Report } from '../src/api.js';
import { itemTitles, verdicts, type ItemId, type ItemResult } from '../src/model/checklist.js';
import type { Finding } from '../src/model/report.js';
import { verdict } from '../src/report/verdict.js';
import { sampleChecklist, sampleFinding, sampleReport } from './support/sample-report.js';

const ids = Object.keys(itemTitles) as readonly ItemId[];
const base = { ref: 'main' };

const anItem = fc.record({ verdict: fc.constantFrom(...verdicts), earned: fc.integer({ min: 0, max: 900 }), open: fc.nat(9), covered: fc.nat(9), unclear: fc.nat(9), quality: fc.double({ min: 0, max: 1, noNaN: true }) });
const aReport = fc.record({ items: fc.array(anItem, { minLength: ids.length, maxLength: ids.length }), prints: fc.uniqueArray(fc.integer({ min: 0, max: 15 })) }).map(({ items, prints }) => sampleReport({
  checklist: sampleChecklist({
    items: items.map(({ verdict: decided, earned, open, covered, unclear, quality }, at): ItemResult => {
      const id = ids[at] ?? 'timeouts';
      return { id, title: itemTitles[id], area: 'reliability', weight: 4, tier: 'internal', verdict: decided, reason: decided, quality, sites: { covered, open, unclear }, points: { earned: earned / 100, of: 9 } };
    }),
  }),
  findings: prints.map((print) => sampleFinding({ fingerprint: `f${String(print)}`, file: `src/${String(print)}.ts`, frame: { startLine: 10, lines: ['', '', `call(${String(print)})`] } })),
}));

const hundredths = ({ checklist }: Report): number => checklist.items.reduce((sum, { points }) => sum + Math.round(points.earned * 100), 0);

describe('a comparison', () => {
  test('sums exactly to the change of the score', () => {
    fc.assert(fc.property(aReport, aReport, (before, after) => {
      const { items, points = 0 } = compareReports(before, after, base);
      expect(items.reduce((sum, item) => sum + Math.round(item.points * 100), 0)).toBe(hundredths(after) - hundredths(before));
      expect(Math.round(points * 100)).toBe(hundredths(after) - hundredths(before));
    }), { numRuns: 60 });
  });

  test('is the reverse of that the other way round', () => {
    fc.assert(fc.property(aReport, aReport, (before, after) => {
      const [there, back] = [compareReports(before, after, base), compareReports(after, before, base)];
      const pointsOf = (of: typeof there, sign: number): unknown => of.items.map(({ id, points, before: from, after: to }) => (sign > 0 ? [id, points + 0, from, to] : [id, 0 - points, to, from])).sort();
      expect(pointsOf(back, -1)).toEqual(pointsOf(there, 1));
      expect([...back.added].sort()).toEqual(there.fixed.map(({ fingerprint }) => fingerprint).sort());
      expect(there.items.filter(({ worse }) => worse).every(({ id }) => !back.items.some((item) => item.id === id && item.worse))).toBe(true);
    }), { numRuns: 60 });
  });

  test('of a report with itself is empty', () => {
    fc.assert(fc.property(aReport, (report) => {
      expect(compareReports(report, report, base)).toMatchObject({ items: [], added: [], fixed: [], waivers: [], points: 0 });
    }), { numRuns: 20 });
  });
});

const item = (changes: Partial<ItemResult>): Report => sampleReport({ checklist: sampleChecklist({ items: [{ id: 'timeouts', title: 'Timeouts', area: 'reliability', weight: 8, tier: 'internal', verdict: 'pass', reason: '', quality: 1, sites: { covered: 4, open: 0, unclear: 0 }, points: { earned: 9, of: 9 }, ...changes }] }) });
const [good, poor, unseen] = [item({}), item({ verdict: 'partial', quality: 0.8, sites: { covered: 4, open: 1, unclear: 0 }, points: { earned: 7, of: 9 } }), item({ verdict: 'unknown', quality: 0, sites: { covered: 0, open: 0, unclear: 4 }, points: { earned: 0, of: 9 } })];
const waived = { ...sampleFinding(), kind: 'accepted-risk', reason: 'x', owner: '@a', until: '2027-01-01', waiver: { file: 'w', line: 1 } } as const;

describe('an item got worse', () => {
  test.each([
    ['when more is open', good, poor, true],
    ['not when it got better', poor, good, false],
    ['not when it can no longer be seen', good, unseen, false],
    ['not when what was not seen shows', unseen, poor, false],
    ['not when all that is new is accepted', good, { ...poor, suppressed: [waived] }, false],
    ['not when all that is new stands in the baseline', good, { ...poor, findings: [sampleFinding({ known: true })] }, false],
    ['not when only covered sites were removed', poor, item({ verdict: 'partial', quality: 0.6, sites: { covered: 2, open: 1, unclear: 0 }, points: { earned: 5, of: 9 } }), false],
    ['not when other items took weight from it', good, item({ points: { earned: 8, of: 8 } }), false],
  ] as const)('%s', (_, before, after, worse) => {
    expect(compareReports(before, after, base).items.map((change) => change.worse)).toEqual([worse]);
  });
});

describe('the gate over a comparison', () => {
  const found = (changes: Partial<Finding> = {}): Report => sampleReport({ findings: [sampleFinding({ fingerprint: 'new', ...changes })] });
  const against = (head: Report, before: Report = sampleReport()): Report => withComparison(head, compareReports(before, head, base));
  const expired = { by: 'file', file: '.readiness/waivers.yaml', line: 2, rule: 'require-timeout', target: { file: 'src/a.ts', symbol: '' }, kind: 'accepted-risk', reason: 'x', status: 'expired', note: '', sites: 1 } as const;

  test.each([
    ['an error that is new', against(found()), 1],
    ['an error that was there', against(found(), found()), 0],
    ['an error of the baseline', against(found({ known: true })), 0],
    ['an error that was waived before', against(found(), sampleReport({ suppressed: [{ ...waived, fingerprint: 'new' }] })), 1],
    ['a warning that is new', against(found({ level: 'warning' })), 0],
    ['a warning that is new, where the configuration says so', against({ ...found({ level: 'warning' }), gate: { findings: 'warning' } }), 1],
    ['an error that is new, where findings never fail it', against({ ...found(), gate: { findings: 'none' } }), 0],
    ['an item that got worse', against(poor, good), 1],
    ['a waiver that has expired', against(sampleReport({ waivers: [expired] }), sampleReport({ waivers: [expired] })), 1],
    ['an expired waiver of nothing', against(sampleReport({ waivers: [{ ...expired, sites: 0 }] })), 0],
    ['a score that is too low all the same', against(sampleReport({ gate: { score: 90 } })), 1],
    ['an incomplete base', against(sampleReport(), sampleReport({ complete: false })), 3],
  ])('%s', (_, report, exitCode) => {
    expect(verdict(report).exitCode).toBe(exitCode);
  });

  test('says what got worse', () => {
    expect(verdict(against(poor, good)).reasons).toEqual(['Timeouts got worse: pass → partial']);
  });
});
