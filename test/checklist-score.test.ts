import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, type Assessment } from '../src/checklist/assess.js';
import type { DecideInput, Statements } from '../src/checklist/decide.js';
import { items } from '../src/checklist/items.js';
import { itemDeltas } from '../src/checklist/score.js';
import { tiers } from '../src/model/checklist.js';
import type { Confidence, Evidence, Level, Outcome, Reach } from '../src/model/evidence.js';
import type { Problem } from '../src/model/report.js';
import { traitNames, type ProjectTraits, type Trait } from '../src/model/traits.js';

const ruleIds = [...new Set(items.flatMap(({ rules }) => rules))].sort();
const levels: readonly Level[] = ['error', 'warning', 'info'];
const reaches: readonly Reach[] = ['request', 'worker', 'startup', 'script', 'unknown'];
const confidences: readonly Confidence[] = ['high', 'medium', 'low'];
const outcomes: readonly Outcome[] = ['pass', 'fail', 'unknown'];

const evidenceOf = fc.record({
  rule: fc.constantFrom(...ruleIds), outcome: fc.constantFrom(...outcomes), reach: fc.constantFrom(...reaches), confidence: fc.constantFrom(...confidences),
  level: fc.option(fc.constantFrom(...levels), { nil: undefined }), covered: fc.boolean(), strength: fc.constantFrom('incomplete' as const, 'unused' as const, undefined),
  calls: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), file: fc.constantFrom('a.ts', 'b.ts'), at: fc.integer({ min: 0, max: 20 }), reportedBy: fc.option(fc.constantFrom(...ruleIds), { nil: undefined }),
}).map(({ rule, outcome, reach, confidence, level, covered, strength, calls, file, at, reportedBy }): Evidence => ({
  rule, outcome, reach, confidence, message: `${rule} says so`, trace: [], fixes: [], span: { file, start: at, end: at + 3 }, data: calls === undefined ? {} : { calls },
  ...(level && { level }), ...(covered && outcome === 'fail' && { covered }), ...(strength && outcome === 'pass' && { strength }), ...(reportedBy !== undefined && outcome === 'fail' && { reportedBy }),
}));

const trait = fc.constantFrom<Trait>({ is: 'yes', why: 'it is' }, { is: 'no', why: 'it is not' }, { is: 'unknown', why: 'it was not seen' });
const traitsOf = fc.record(Object.fromEntries(traitNames.map((name) => [name, name === 'serves' ? fc.constant<Trait>({ is: 'yes', why: 'it serves' }) : trait])) as Record<(typeof traitNames)[number], fc.Arbitrary<Trait>>);

/** A service whose rules all ran, but for those that are off or not built. */
const inputOf = fc.record({
  traits: traitsOf, evidence: fc.array(evidenceOf, { maxLength: 60 }),
  off: fc.uniqueArray(fc.constantFrom(...ruleIds), { maxLength: 2 }), unbuilt: fc.uniqueArray(fc.constantFrom(...ruleIds), { maxLength: 3 }),
  attested: fc.uniqueArray(fc.constantFrom(...items.map(({ id }) => id)), { maxLength: 3 }), level: fc.constantFrom(...levels),
}).map(({ traits, evidence, off, unbuilt, attested, level }): DecideInput => {
  const known = ruleIds.filter((id) => !unbuilt.includes(id));
  const ran = known.filter((id) => !off.includes(id));
  return {
    traits, evidence: evidence.filter(({ rule }) => ran.includes(rule)), ran: new Map(ran.map((id) => [id, level])), known: new Set(known), problems: [], partial: false,
    statements: { accepted: new Set(), dismissed: new Set(), attested: new Map(attested.map((id) => [id, 'we looked'])), notApplicable: new Map() },
  };
});

/** The score before it is rounded down, in hundredths; 0 where there is none. */
function hundredths({ checklist }: Assessment): number {
  return checklist.items.reduce((sum, { points }) => sum + Math.round(points.earned * 100), 0);
}

/** An input, and one of its pieces of evidence. */
const withOne = inputOf.filter(({ evidence }) => evidence.length > 0).chain((input) => fc.constantFrom(...input.evidence).map((one) => ({ input, one })));

/** What people say in an input. */
function statementsOf({ statements }: DecideInput): Statements {
  return statements ?? { accepted: new Set(), dismissed: new Set(), attested: new Map(), notApplicable: new Map() };
}

function without(input: DecideInput, rule: string): DecideInput {
  return { ...input, ran: new Map([...input.ran].filter(([id]) => id !== rule)), evidence: input.evidence.filter((e) => e.rule !== rule) };
}

describe('the score', () => {
  test('is the same for the same input, in whatever order the evidence comes', () => {
    fc.assert(fc.property(inputOf, fc.infiniteStream(fc.nat()), (input, keys) => {
      const order = new Map(input.evidence.map((e) => [e, keys.next().value as number]));
      const shuffled = input.evidence.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      const score = ({ checklist: { items: own, ...rest } }: Assessment): unknown => ({ ...rest, items: own.map(({ reason: _, ...item }) => item) });
      expect(score(assess({ ...input, evidence: shuffled }))).toEqual(score(assess(input)));
    }));
  });

  test('verified is at most possible, and all three lie between 0 and 100', () => {
    fc.assert(fc.property(inputOf, (input) => {
      const { score = { verified: 0, possible: 0, assessed: 0 } } = assess(input).checklist;
      expect(score.verified).toBeLessThanOrEqual(score.possible);
      expect(Math.min(score.verified, score.assessed)).toBeGreaterThanOrEqual(0);
      expect(Math.max(score.possible, score.assessed)).toBeLessThanOrEqual(100);
    }));
  });

  test('never rises when positive evidence is taken away', () => {
    fc.assert(fc.property(withOne, ({ input, one }) => {
      fc.pre(one.outcome === 'pass');
      expect(hundredths(assess({ ...input, evidence: input.evidence.filter((e) => e !== one) }))).toBeLessThanOrEqual(hundredths(assess(input)));
    }), { numRuns: 500 });
  });

  test('never rises when a rule is switched off', () => {
    fc.assert(fc.property(inputOf, fc.constantFrom(...ruleIds), (input, rule) => {
      expect(hundredths(assess(without(input, rule)))).toBeLessThanOrEqual(hundredths(assess(input)));
    }), { numRuns: 500 });
  });

  test('never rises when a rule crashes or a file cannot be read', () => {
    fc.assert(fc.property(inputOf, fc.constantFrom(...ruleIds), fc.constantFrom<Problem['kind']>('rule-crash', 'parse', 'unreadable'), (input, rule, kind) => {
      const problem: Problem = { kind, severity: 'error', message: 'broken', file: 'a.ts', ...(kind === 'rule-crash' && { rule }) };
      // What the file held, or what the rule would have found in it, is gone.
      const evidence = input.evidence.filter((e) => e.span.file !== 'a.ts' || (kind === 'rule-crash' && e.rule !== rule));
      expect(hundredths(assess({ ...input, evidence, problems: [problem] }))).toBeLessThanOrEqual(hundredths(assess(input)));
    }), { numRuns: 500 });
  });

  test('does not change when a risk is accepted', () => {
    fc.assert(fc.property(withOne, ({ input, one }) => {
      const before = assess(input);
      const after = assess({ ...input, statements: { ...statementsOf(input), accepted: new Set([one]) } });
      expect(after.checklist.score).toEqual(before.checklist.score);
      expect(hundredths(after)).toBe(hundredths(before));
    }));
  });

  test('does not change when any number of risks is accepted, whatever else is said', () => {
    fc.assert(fc.property(inputOf, fc.func(fc.boolean()), (input, isAccepted) => {
      const accepted = new Set(input.evidence.filter((e) => isAccepted(input.evidence.indexOf(e))));
      const after = assess({ ...input, statements: { ...statementsOf(input), accepted } });
      expect(after.checklist.score).toEqual(assess(input).checklist.score);
      expect(after.checklist.items.map(({ quality, sites }) => ({ quality, sites }))).toEqual(assess(input).checklist.items.map(({ quality, sites }) => ({ quality, sites })));
    }), { numRuns: 300 });
  });

  test('never falls when findings are said to be false', () => {
    fc.assert(fc.property(inputOf, fc.func(fc.boolean()), (input, isFalse) => {
      const dismissed = new Set(input.evidence.filter((e) => isFalse(input.evidence.indexOf(e))));
      expect(hundredths(assess({ ...input, statements: { ...statementsOf(input), dismissed } }))).toBeGreaterThanOrEqual(hundredths(assess(input)));
    }), { numRuns: 500 });
  });

  test('never falls when an item is attested, or said not to apply', () => {
    fc.assert(fc.property(inputOf, fc.constantFrom(...items.map(({ id }) => id)), fc.constantFrom('attested' as const, 'notApplicable' as const), (input, id, says) => {
      const statements = statementsOf(input);
      expect(hundredths(assess({ ...input, statements: { ...statements, [says]: new Map([...statements[says], [id, 'we looked']]) } }))).toBeGreaterThanOrEqual(hundredths(assess(input)));
    }), { numRuns: 500 });
  });

  test('never falls when a finding is mended, and rises by the points of the finding', () => {
    fc.assert(fc.property(withOne, ({ input, one }) => {
      fc.pre(one.outcome === 'fail');
      const { covered: _, reportedBy: __, level: ___, ...rest } = one;
      const alone = { ...input, evidence: input.evidence.map((e): Evidence => (e.reportedBy === undefined ? e : withoutReporter(e))) };
      const own = alone.evidence[input.evidence.indexOf(one)] ?? one;
      const before = assess(alone);
      const after = assess({ ...alone, evidence: alone.evidence.map((e): Evidence => (e === own ? { ...rest, outcome: 'pass' } : e)) });
      expect(hundredths(after)).toBeGreaterThanOrEqual(hundredths(before));
      // Attested and waived items aside, whose verdict may change with it.
      if (alone.statements?.attested.size === 0) expect(hundredths(after) - hundredths(before)).toBe(before.pointsOf(own));
    }), { numRuns: 500 });
  });

  test('mending a finding mends what other rules leave to it', () => {
    const base = { reach: 'request', confidence: 'high', message: '', trace: [], fixes: [], data: {}, span: { file: 'a.ts', start: 0, end: 9 } } as const;
    const told: Evidence = { ...base, rule: 'require-timeout', outcome: 'fail', reportedBy: 'no-ineffective-timeout' };
    const finding: Evidence = { ...base, rule: 'no-ineffective-timeout', outcome: 'fail' };
    const both = assess(everyRule([told, finding]));
    const mended = assess(everyRule([{ ...told, outcome: 'pass' }, { ...finding, outcome: 'pass' }]));
    expect(both.pointsOf(finding)).toBe(hundredths(mended) - hundredths(both));
  });

  test('is 100 only when every item that applies is passed or attested', () => {
    fc.assert(fc.property(inputOf, (input) => {
      const { score, items: own } = assess(input).checklist;
      if (score?.verified === 100) expect(own.filter(({ verdict }) => !['pass', 'attested', 'not-applicable'].includes(verdict))).toEqual([]);
    }));
    const passed = assess(everyRule(ruleIds.map((rule): Evidence => ({ rule, outcome: 'pass', reach: 'startup', confidence: 'low', message: 'it is there', trace: [], fixes: [], data: {}, span: { file: 'a.ts', start: 0, end: 1 } }))));
    expect(passed.checklist.score).toEqual({ verified: 100, possible: 100, assessed: 100 });
    expect(passed.checklist.tier).toBe('critical');
  });

  test('is the sum of what its items have, of a hundred points', () => {
    fc.assert(fc.property(inputOf, (input) => {
      const { checklist } = assess(input);
      const total = hundredths({ checklist, pointsOf: () => 0 });
      expect(Math.floor(total / 100)).toBe(checklist.score?.verified ?? 0);
      expect(checklist.items.reduce((sum, { points }) => sum + Math.round(points.of * 100), 0)).toBe(checklist.score ? 10_000 : 0);
      for (const { points, quality } of checklist.items) {
        expect(points.earned).toBeLessThanOrEqual(points.of);
        if (quality === 1) expect(points.earned).toBeCloseTo(points.of, 1);
      }
    }));
  });

  test('differs between two checklists by exactly what their items do', () => {
    fc.assert(fc.property(inputOf, inputOf, (one, other) => {
      const [base, head] = [assess(one), assess(other)];
      const deltas = itemDeltas(base.checklist, head.checklist);
      expect(deltas.reduce((sum, delta) => sum + delta.hundredths, 0)).toBe(hundredths(head) - hundredths(base));
      expect(deltas.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    }));
  });
});

describe('the tiers', () => {
  test('are each reached only with those before', () => {
    fc.assert(fc.property(inputOf, (input) => {
      const { tiers: results, tier } = assess(input).checklist;
      const reached = results.map((r) => r.reached);
      expect(reached).toEqual(reached.toSorted((a, b) => Number(b) - Number(a)));
      expect(tier).toBe(tiers[reached.filter(Boolean).length - 1]);
      for (const { reached: is, blocking, unseen } of results) expect(is).toBe(blocking.length + unseen.length === 0);
    }));
  });
});

function withoutReporter({ reportedBy: _, ...rest }: Evidence): Evidence {
  return rest;
}

/** A service to which everything applies. */
function everyRule(evidence: readonly Evidence[]): DecideInput {
  const traits = Object.fromEntries(traitNames.map((name) => [name, { is: 'yes', why: 'it is' }])) as unknown as ProjectTraits;
  return { traits, evidence, ran: new Map(ruleIds.map((id) => [id, 'warning'])), known: new Set(ruleIds), problems: [], partial: false };
}
