import { areas, type Area, type Checklist, type Score } from '../model/checklist.js';
import type { Decision } from './decide.js';
import { wholeQuality } from './quality.js';

/** What an item adds to a score: its weight, and its quality in millionths. */
export interface Term {
  readonly weight: number;
  readonly quality: number;
}

/** Points in hundredths, of a score of 100. */
const wholeScore = 10_000;

/** The score's items: those that apply. Unknown ones and errors count 0, which is the quality they have. */
export function termsOf(decisions: readonly Decision[]): readonly Term[] {
  return applicable(decisions).map(({ item, quality }) => ({ weight: item.weight, quality }));
}

/** Sums weights and qualities up to hundredths of a point; 0 where nothing applies. */
export function hundredthsOf(terms: readonly Term[]): number {
  const total = sum(terms.map(({ weight }) => weight));
  return total === 0 ? 0 : Math.floor((sum(terms.map(({ weight, quality }) => weight * quality)) * wholeScore) / (wholeQuality * total));
}

/** Verified, possible and assessed of some items. */
export function scoreOf(decisions: readonly Decision[]): Score {
  const applies = applicable(decisions);
  const total = sum(applies.map(({ item }) => item.weight));
  const decided = applies.filter(isDecided);
  const possible = applies.map((d) => ({ weight: d.item.weight, quality: d.verdict === 'unknown' ? wholeQuality : d.quality }));
  return {
    verified: Math.floor(hundredthsOf(termsOf(decisions)) / 100),
    possible: Math.floor(hundredthsOf(possible) / 100),
    assessed: total === 0 ? 0 : Math.floor((100 * sum(decided.map(({ item }) => item.weight))) / total),
  };
}

/** The same for each area of which anything applies. */
export function areaScores(decisions: readonly Decision[]): readonly ({ readonly area: Area } & Score)[] {
  return areas.flatMap((area) => {
    const own = decisions.filter(({ item }) => item.area === area);
    return applicable(own).length === 0 ? [] : [{ area, ...scoreOf(own) }];
  });
}

/**
 * The hundredths of a point that each item has and could have, 0 for what does not apply. They are whole and sum exactly to the score's hundredths and to 100 points:
 * what rounding down leaves goes to those that lost most by it.
 */
export function pointsOf(decisions: readonly Decision[]): readonly { readonly earned: number; readonly of: number }[] {
  const terms = decisions.map((d) => ({ weight: d.verdict === 'not-applicable' ? 0 : d.item.weight, quality: d.quality }));
  const most = shares(terms.map(({ weight }) => weight * wholeQuality), terms, terms.map(() => wholeScore));
  const earned = shares(terms.map(({ weight, quality }) => weight * quality), terms, most);
  return decisions.map((_, at) => ({ earned: earned[at] ?? 0, of: most[at] ?? 0 }));
}

/** How the points of each item differ between two checklists, in hundredths: they sum exactly to the difference of the scores before those are rounded down. */
export function itemDeltas(base: Checklist, head: Checklist): readonly { readonly id: Checklist['items'][number]['id']; readonly hundredths: number }[] {
  const earnedIn = ({ items }: Checklist): ReadonlyMap<Checklist['items'][number]['id'], number> => new Map(items.map(({ id, points }) => [id, Math.round(points.earned * 100)]));
  const [before, after] = [earnedIn(base), earnedIn(head)];
  return [...new Set([...after.keys(), ...before.keys()])].map((id) => ({ id, hundredths: (after.get(id) ?? 0) - (before.get(id) ?? 0) }));
}

/** Whether the machine, or a person, came to a verdict. */
export function isDecided({ verdict }: Decision): boolean {
  return verdict !== 'unknown' && verdict !== 'error';
}

function applicable(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.filter(({ verdict }) => verdict !== 'not-applicable');
}

function shares(parts: readonly number[], terms: readonly Term[], most: readonly number[]): readonly number[] {
  const whole = wholeQuality * sum(terms.map(({ weight }) => weight));
  if (whole === 0) return parts.map(() => 0);
  const result = parts.map((part) => Math.floor((part * wholeScore) / whole));
  const lost = parts.map((part, at) => ({ at, rest: (part * wholeScore) % whole })).toSorted((a, b) => b.rest - a.rest || a.at - b.at);
  let left = Math.floor((sum(parts) * wholeScore) / whole) - sum(result);
  while (left > 0) {
    const next = lost.find(({ at, rest }) => rest > 0 && (result[at] ?? 0) < (most[at] ?? 0)) ?? lost.find(({ at }) => (result[at] ?? 0) < (most[at] ?? 0));
    if (!next) break;
    result[next.at] = (result[next.at] ?? 0) + 1;
    lost.splice(lost.indexOf(next), 1, { at: next.at, rest: 0 });
    left--;
  }
  return result;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
