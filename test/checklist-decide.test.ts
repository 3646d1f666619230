import { describe, expect, test } from 'vitest';
import { assess } from '../src/checklist/assess.js';
import type { DecideInput, Statements } from '../src/checklist/decide.js';
import { items } from '../src/checklist/items.js';
import type { ItemId, ItemResult } from '../src/model/checklist.js';
import type { Evidence } from '../src/model/evidence.js';
import { traitNames, type ProjectTraits } from '../src/model/traits.js';

const ruleIds = items.flatMap(({ rules }) => rules);
let places = 0;

function site(rule: string, outcome: Evidence['outcome'], changes: Partial<Evidence> = {}): Evidence {
  places += 10;
  return { rule, outcome, span: { file: 'a.ts', start: places, end: places + 5 }, message: `${rule} ${outcome}`, confidence: 'high', reach: 'request', trace: [], fixes: [], data: {}, ...changes };
}

/** A service to which everything applies, and of which the rules saw this. */
function inputOf(evidence: readonly Evidence[], statements?: Partial<Statements>): DecideInput {
  const traits = Object.fromEntries(traitNames.map((name) => [name, { is: 'yes', why: 'it is' }])) as unknown as ProjectTraits;
  return { traits, evidence, ran: new Map(ruleIds.map((id) => [id, 'error'])), known: new Set(ruleIds), problems: [], partial: false, statements: { accepted: new Set(), dismissed: new Set(), attested: new Map(), notApplicable: new Map(), ...statements } };
}

function decided(id: ItemId, evidence: readonly Evidence[], statements?: Partial<Statements>): ItemResult | undefined {
  return assess(inputOf(evidence, statements)).checklist.items.find((item) => item.id === id);
}

describe('items of coverage', () => {
  test('weigh each site by who waits there, how sure the judgement is, and how many calls it stands for', () => {
    // 1 × 1 covered, 0.4 × 0.6 open
    expect(decided('timeouts', [site('require-timeout', 'pass'), site('require-timeout', 'fail', { reach: 'startup', confidence: 'medium' })])).toMatchObject({ verdict: 'partial', quality: 0.8064 });
    // 1 covered, 3 × 1 open
    expect(decided('timeouts', [site('require-timeout', 'pass'), site('require-timeout', 'fail', { data: { calls: 3 } })])).toMatchObject({ verdict: 'fail', quality: 0.25, sites: { covered: 1, open: 3, unclear: 0 }, reason: '1 of 4 sites covered' });
  });

  test('leave unclear sites out, and get no further than half where less than a quarter is clear', () => {
    const unclear = (count: number): Evidence[] => Array.from({ length: count }, () => site('require-timeout', 'unknown'));
    expect(decided('timeouts', [site('require-timeout', 'pass'), ...unclear(3)])).toMatchObject({ verdict: 'pass', quality: 1, reason: '1 of 1 site covered, 3 more unclear' });
    expect(decided('timeouts', [site('require-timeout', 'pass'), ...unclear(4)])).toMatchObject({ verdict: 'partial', quality: 0.5, reason: '1 of 1 site covered, 4 more unclear: less than a quarter was clear' });
    expect(decided('timeouts', unclear(2))).toMatchObject({ verdict: 'unknown', reason: '2 sites, none of which could be judged' });
  });

  test('are not decided by what stands beside what they ask, where nothing of that could be judged', () => {
    const server = site('require-server-timeouts', 'pass');
    expect(decided('timeouts', [server])).toMatchObject({ verdict: 'pass' });
    expect(decided('timeouts', [server, site('require-timeout', 'unknown')])).toMatchObject({ verdict: 'unknown', reason: '1 site, none of which could be judged; beside them, 1 of 1 site covered, 1 more unclear' });
    expect(decided('timeouts', [server, site('require-timeout', 'unknown'), site('require-timeout', 'pass')])).toMatchObject({ verdict: 'pass' });
  });

  test('count an info as open, unless the practice itself is there', () => {
    expect(decided('timeouts', [site('require-timeout', 'fail', { level: 'info' })])).toMatchObject({ verdict: 'fail', quality: 0 });
    expect(decided('timeouts', [site('require-timeout', 'fail', { level: 'info', covered: true })])).toMatchObject({ verdict: 'pass' });
    expect(decided('timeouts', [site('require-timeout', 'fail', { level: 'warning', covered: true })])).toMatchObject({ verdict: 'fail', quality: 0 });
    expect(decided('zero-downtime', [site('require-rolling-update', 'fail', { level: 'info', covered: true })])).toMatchObject({ verdict: 'partial', quality: 0.6 });
  });

  test('are held at a quarter by one open blocker', () => {
    const passes = Array.from({ length: 9 }, () => site('no-sql-injection', 'pass'));
    expect(decided('sql-injection', [...passes, site('no-sql-injection', 'fail')])).toMatchObject({ verdict: 'fail', quality: 0.25 });
    expect(decided('sql-injection', [...passes, site('no-sql-injection', 'fail', { level: 'warning' })])).toMatchObject({ verdict: 'partial', quality: 0.9 });
  });
});

describe('items of existence', () => {
  test.each([[undefined, 1, 'pass'], ['incomplete', 0.6, 'partial'], ['unused', 0.25, 'fail']] as const)('count by their best evidence: %s is %d', (strength, quality, verdict) => {
    expect(decided('metrics', [site('require-metrics', 'pass', strength && { strength })])).toMatchObject({ quality, verdict, reason: 'require-metrics pass' });
  });

  test('say what is open, and count by what is not', () => {
    expect(decided('zero-downtime', [site('require-graceful-shutdown', 'pass'), site('require-signal-delivery', 'fail')])).toMatchObject({ verdict: 'partial', quality: 0.5, reason: 'require-signal-delivery fail' });
    expect(decided('health-checks', [site('require-health-check', 'fail')])).toMatchObject({ verdict: 'fail', quality: 0 });
  });
});

describe('what people say', () => {
  test('an accepted risk keeps what it counts, and blocks no tier', () => {
    const open = site('no-sql-injection', 'fail');
    expect(decided('sql-injection', [open], { accepted: new Set([open]) })).toMatchObject({ verdict: 'waived', quality: 0 });
    const tierOf = (accepted: readonly Evidence[]): readonly ItemId[] | undefined => assess(inputOf([open], { accepted: new Set(accepted) })).checklist.tiers[0]?.blocking;
    expect(tierOf([])).toEqual(['sql-injection']);
    expect(tierOf([open])).toEqual([]);
  });

  test('what is said to be false is no site: the others decide, and without any the item is what it is without sites', () => {
    const open = site('require-timeout', 'fail');
    const dismissed = new Set([open]);
    expect(decided('timeouts', [open, site('require-timeout', 'pass')], { dismissed })).toMatchObject({ verdict: 'pass', sites: { covered: 1, open: 0 } });
    expect(decided('timeouts', [open], { dismissed })?.verdict).toBe(decided('timeouts', [])?.verdict);
    // A site that was looked at by a person is clear: the unclear ones weigh no more than before.
    const unclear = site('require-timeout', 'unknown');
    expect(decided('timeouts', [open, unclear, unclear, site('require-timeout', 'pass')], { dismissed })).toMatchObject({ verdict: 'pass', quality: 1 });
    // An info that leaves its site covered goes on doing so.
    const info = site('require-timeout', 'fail', { level: 'info', covered: true });
    expect(decided('timeouts', [info], { dismissed: new Set([info]) })).toMatchObject({ verdict: 'pass', sites: { covered: 1 } });
  });

  test('that an item does not apply counts only where nobody could see whether it does', () => {
    const notApplicable = new Map<ItemId, string>([['csrf', 'cookies are read by the gateway only']]);
    const { traits, ...rest } = inputOf([], { notApplicable });
    const csrf = (is: 'yes' | 'no' | 'unknown', evidence: readonly Evidence[] = []): ItemResult | undefined => assess({ ...rest, evidence, traits: { ...traits, usesCookies: { is, why: 'so it is' } } }).checklist.items.find(({ id }) => id === 'csrf');
    expect(csrf('unknown')).toMatchObject({ verdict: 'not-applicable', reason: 'cookies are read by the gateway only', points: { of: 0 } });
    expect(csrf('yes')).toMatchObject({ verdict: 'unknown' });
    expect(csrf('unknown', [site('require-csrf-protection', 'fail')])).toMatchObject({ verdict: 'fail' });
    expect(csrf('no')).toMatchObject({ verdict: 'not-applicable', reason: 'so it is' });
  });

  test('a statement stands for what could not be seen, and not against what was', () => {
    const attested = new Map<ItemId, string>([['alerting', 'Pager of the payments team, tried in May']]);
    expect(decided('alerting', [], { attested })).toMatchObject({ verdict: 'attested', quality: 1, reason: 'Pager of the payments team, tried in May' });
    expect(decided('alerting', [site('require-alerting', 'fail')], { attested })).toMatchObject({ verdict: 'fail' });
    const input = inputOf([], { attested });
    const off = assess({ ...input, ran: new Map([...input.ran].filter(([id]) => id !== 'require-alerting')) });
    expect(off.checklist.items.find(({ id }) => id === 'alerting')).toMatchObject({ verdict: 'unknown', reason: 'require-alerting is switched off' });
  });
});

test('a tier bears fewer open sites the more depends on it', () => {
  const all = ruleIds.map((rule) => site(rule, 'pass'));
  const ninth = Array.from({ length: 4 }, () => site('require-timeout', 'pass'));
  const { tiers, tier } = assess(inputOf([...all, ...ninth, site('require-timeout', 'fail')])).checklist;
  // 9 of 10 sites of the item are covered: enough for production, not for what must not go down.
  expect(tiers.map(({ reached, blocking }) => [reached, ...blocking])).toEqual([[true], [true], [true], [false, 'timeouts']]);
  expect(tier).toBe('production');
});
