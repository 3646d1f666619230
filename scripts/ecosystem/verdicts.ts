import { itemTitles, type ItemId, type ItemVerdict } from '../../src/model/checklist.js';
import type { Report } from '../../src/model/report.js';

/** A person's verdict on one item of one service, read in its repository without a look at ours. */
export interface HandVerdict {
  readonly item: ItemId;
  readonly verdict: ItemVerdict;
  /** Verdicts that another reader could defend. */
  readonly also: readonly ItemVerdict[];
  /** Places that decide it. */
  readonly at: readonly string[];
  readonly why: string;
}

export interface ReadService {
  readonly service: string;
  readonly repo: string;
  readonly commit: string;
  readonly verdicts: readonly HandVerdict[];
}

/** What the last scan of a service decided. */
export interface GivenVerdicts {
  readonly service: string;
  readonly verdicts: Readonly<Partial<Record<ItemId, ItemVerdict>>>;
}

export interface ComparedVerdict {
  readonly service: string;
  readonly item: ItemId;
  readonly given: ItemVerdict;
  readonly hand: HandVerdict;
  /** `same`; `defensible`, by what the reader says himself; `near`: a partial for a pass or a fail, or the reverse; `wrong`; `undecided` where ours is no verdict. */
  readonly result: 'same' | 'defensible' | 'near' | 'wrong' | 'undecided';
}

export interface Agreement {
  readonly decided: number;
  readonly same: number;
  readonly defensible: number;
  readonly near: number;
  readonly wrong: number;
}

/** The verdicts of a report, by item. */
export function givenVerdicts(service: string, { checklist }: Report): GivenVerdicts {
  return { service, verdicts: Object.fromEntries(checklist.items.map(({ id, verdict }) => [id, verdict])) };
}

/** Puts each verdict beside the one that was read, in the order of services and of the checklist. Throws where a service was not read whole. */
export function compareVerdicts(read: readonly ReadService[], given: readonly GivenVerdicts[]): readonly ComparedVerdict[] {
  return read.flatMap(({ service, verdicts }) => {
    const missing = itemIds.filter((id) => !verdicts.some(({ item }) => item === id));
    if (missing.length > 0) throw new Error(`test/ecosystem/verdicts.json has no verdict of ${service} on ${missing.join(', ')}`);
    const own = given.find((other) => other.service === service)?.verdicts ?? {};
    return verdicts.flatMap((hand): readonly ComparedVerdict[] => {
      const ours = own[hand.item];
      return ours === undefined ? [] : [{ service, item: hand.item, given: ours, hand, result: resultOf(ours, hand) }];
    });
  });
}

const itemIds = Object.keys(itemTitles) as readonly ItemId[];
const decisions: readonly ItemVerdict[] = ['pass', 'partial', 'fail', 'not-applicable'];
const rank: Readonly<Partial<Record<ItemVerdict, number>>> = { fail: 0, partial: 1, pass: 2 };

function resultOf(given: ItemVerdict, { verdict, also }: HandVerdict): ComparedVerdict['result'] {
  if (!decisions.includes(given)) return 'undecided';
  if (given === verdict) return 'same';
  if (also.includes(given)) return 'defensible';
  const [ours, theirs] = [rank[given], rank[verdict]];
  return ours !== undefined && theirs !== undefined && Math.abs(ours - theirs) === 1 ? 'near' : 'wrong';
}

/** Counts what was decided, and how it agrees. */
export function agreementOf(compared: readonly ComparedVerdict[]): Agreement {
  const count = (result: ComparedVerdict['result']): number => compared.filter((one) => one.result === result).length;
  return { decided: compared.length - count('undecided'), same: count('same'), defensible: count('defensible'), near: count('near'), wrong: count('wrong') };
}
