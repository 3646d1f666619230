import type { ItemId, ItemVerdict } from '../model/checklist.js';
import type { Evidence, Level } from '../model/evidence.js';
import type { Problem } from '../model/report.js';
import { isUnfinished } from '../model/scan-limit.js';
import type { ProjectTraits } from '../model/traits.js';
import type { ChecklistItem } from './item.js';
import { items } from './items.js';
import { isDoubtful, qualityOf, wholeQuality } from './quality.js';
import { isOpen } from './site-weight.js';
import { tallyOf, type CountedEvidence, type Tally } from './tally.js';

/** What people say of a project, beside what was seen. */
export interface Statements {
  /** Failures whose risk was accepted: they keep counting, and do not block. */
  readonly accepted: ReadonlySet<Evidence>;
  /** Failures that are said to be none: their sites do not count. */
  readonly dismissed: ReadonlySet<Evidence>;
  /** Items that somebody vouches for, with what is said; they count only where nothing is seen to be open. */
  readonly attested: ReadonlyMap<ItemId, string>;
  /** Items that somebody says do not apply, with the reason; it counts only where nobody could see whether they do. */
  readonly notApplicable: ReadonlyMap<ItemId, string>;
}

/** Everything that decides the items. */
export interface DecideInput {
  readonly traits: ProjectTraits;
  readonly evidence: readonly Evidence[];
  /** The rules that ran, with their own levels. */
  readonly ran: ReadonlyMap<string, Level>;
  /** All rules of this version: an item whose rules are not among them cannot be decided yet. */
  readonly known: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** Only a part of the project was looked at: what is missing may be elsewhere. */
  readonly partial: boolean;
  readonly statements?: Statements;
}

/** An item, decided. */
export interface Decision {
  readonly item: ChecklistItem;
  readonly verdict: ItemVerdict;
  readonly reason: string;
  /** In millionths. */
  readonly quality: number;
  readonly tally: Tally;
  readonly counted: readonly CountedEvidence[];
}

type Verdict = Pick<Decision, 'verdict' | 'reason' | 'quality'>;

/** Decides the 28 items, in their order. A rule that did not run, whatever the reason, never makes an item better than it would be with it. */
export function decideItems(input: DecideInput): readonly Decision[] {
  const byRule = new Map<string, Evidence[]>();
  for (const evidence of input.evidence) {
    const known = byRule.get(evidence.rule);
    if (known) known.push(evidence);
    else byRule.set(evidence.rule, [evidence]);
  }
  return items.map((item) => decide(item, input, item.rules.flatMap((id) => byRule.get(id) ?? [])));
}

function decide(item: ChecklistItem, input: DecideInput, evidence: readonly Evidence[]): Decision {
  const counted = evidence.map((e) => count(item, input, e));
  const tally = tallyOf(counted);
  const found = verdictOf(item, input, counted, tally);
  return { item, tally, counted, ...(mayBeAttested(item, input, found, tally) ? (statedOf(item, input, found) ?? found) : found) };
}

/** A statement that the item does not apply is the weaker one: it counts where nothing was seen of what the item needs, and not where that was. */
function statedOf({ id, needs }: ChecklistItem, { statements, traits }: DecideInput, { verdict }: Verdict): Verdict | undefined {
  const attested = statements?.attested.get(id);
  if (attested !== undefined) return { verdict: 'attested', reason: attested, quality: wholeQuality };
  const excluded = verdict === 'unknown' && traits[needs].is === 'unknown' ? statements?.notApplicable.get(id) : undefined;
  return excluded === undefined ? undefined : undecided('not-applicable', excluded);
}

/** A statement says what could not be seen. It does not outweigh what is seen to be open, what was not read or switched off, and it does not make an item apply. */
function mayBeAttested(item: ChecklistItem, input: DecideInput, { verdict }: Verdict, { open }: Tally): boolean {
  const { known, ran, traits } = input;
  const { needs, rules } = item;
  const isLookedFor = rules.some((id) => known.has(id));
  if (traits[needs].is === 'no' || (isLookedFor && (brokenBy(item, input) ?? outOfLimit(input)) !== undefined)) return false;
  return (verdict === 'unknown' || verdict === 'partial' || verdict === 'fail') && open.sites === 0 && rules.every((id) => !known.has(id) || ran.has(id));
}

function count(item: ChecklistItem, { ran, statements }: DecideInput, evidence: Evidence): CountedEvidence {
  const level = ran.get(evidence.rule) ?? 'warning';
  const open = statements?.dismissed.has(evidence) ? 'dismissed' : 'open';
  const as = evidence.outcome === 'unknown' ? 'unclear' : isOpen(evidence, level) ? open : 'covered';
  return { evidence, as, blocks: as === 'open' && (evidence.level ?? level) === 'error' && item.blockers?.includes(evidence.rule) === true };
}

function verdictOf(item: ChecklistItem, input: DecideInput, counted: readonly CountedEvidence[], tally: Tally): Verdict {
  const missing = item.rules.filter((id) => !input.known.has(id));
  const off = item.rules.filter((id) => input.known.has(id) && !input.ran.has(id));
  const trait = input.traits[item.needs];
  const seen = seenText(tally);
  const broken = missing.length === 0 ? brokenBy(item, input) : undefined;
  const ended = missing.length === 0 ? outOfLimit(input) : undefined;
  if (broken !== undefined) return undecided('error', `${broken}${seen}`);
  // The rest may be as open as what was seen, or as covered.
  if (ended !== undefined) return undecided('unknown', `${ended}${seen}`);
  // What was not read, or not looked for, may be what it applies to.
  const whole = !input.partial && unreadFile(input) === undefined && off.length === 0;
  // A site that was found all the same is judged: what it applies to is there.
  const isFound = counted.some(({ as }) => (trait.settled ? as === 'open' : as !== 'dismissed')) && item.kind === 'coverage' && missing.length === 0;
  if (trait.is === 'no' && whole && !isFound) return undecided('not-applicable', trait.why);
  if (missing.length > 0) return undecided('unknown', `no rule of this version looks at ${missing.length === item.rules.length ? 'it' : 'all of it'}${seen}`);
  if (off.length > 0) return undecided('unknown', `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} switched off${seen}`);
  if (counted.every(({ as }) => as === 'dismissed')) return withoutSites(item, input, whole);
  return judged(item, counted, tally, input.statements);
}

function undecided(verdict: 'not-applicable' | 'unknown' | 'error', reason: string): Verdict {
  return { verdict, reason, quality: 0 };
}

function withoutSites({ needs, withoutSites: { is, because } }: ChecklistItem, { traits, partial }: DecideInput, whole: boolean): Verdict {
  const trait = traits[needs];
  if (is === 'not-applicable' && whole) return undecided('not-applicable', because);
  if (partial) return undecided('unknown', 'only a part of the project was looked at');
  return undecided('unknown', trait.is === 'yes' ? because : trait.why);
}

function judged({ kind, beside = [] }: ChecklistItem, counted: readonly CountedEvidence[], tally: Tally, statements: Statements | undefined): Verdict {
  const quality = qualityOf(kind, tally);
  const open = counted.filter(({ as }) => as === 'open');
  const reason = words(kind, tally, counted);
  if (tally.covered.sites + tally.open.sites === 0) return undecided('unknown', reason);
  const asked = counted.filter(({ evidence }) => !beside.includes(evidence.rule));
  if (asked.length > 0 && asked.every(({ as }) => as === 'unclear')) return undecided('unknown', `${sites(tally.unclear.sites)}, none of which could be judged; beside them, ${reason}`);
  if (open.length > 0 && open.every(({ evidence }) => statements?.accepted.has(evidence))) return { verdict: 'waived', reason: `${reason}, and the risk is accepted`, quality };
  if (quality === wholeQuality) return { verdict: 'pass', reason, quality };
  return { verdict: quality * 2 >= wholeQuality ? 'partial' : 'fail', reason, quality };
}

/** The crash of a rule, or the unread file, that keeps it from being decided. */
function brokenBy(item: ChecklistItem, input: DecideInput): string | undefined {
  const crash = input.problems.find(({ kind, rule }) => kind === 'rule-crash' && (rule === undefined || item.rules.includes(rule)));
  if (crash) return `${crash.rule ?? 'the analysis'} crashed${crash.file === undefined ? '' : ` on ${crash.file}`}`;
  const unread = unreadFile(input);
  return unread && `${unread} could not be read, and what it holds was not judged`;
}

/** A file that nobody could read, or a manifest: versions decide as much as code does. */
export function unreadFile({ problems }: Pick<DecideInput, 'problems'>): string | undefined {
  const problem = problems.find(({ kind, severity }) => severity === 'error' && kind !== 'rule-crash' && kind !== 'skipped' && kind !== 'unfinished');
  return problem && (problem.file ?? 'a file');
}

/** What a scan says that was ended by its limit: nothing is decided by what was left out. */
export function outOfLimit({ problems }: Pick<DecideInput, 'problems'>): string | undefined {
  return isUnfinished({ problems }) ? 'the scan came to its limit before all was judged' : undefined;
}

function words(kind: ChecklistItem['kind'], tally: Tally, counted: readonly CountedEvidence[]): string {
  const { covered, open, unclear } = tally;
  const doubt = isDoubtful(tally) ? ': less than a quarter was clear' : '';
  const total = covered.sites + open.sites;
  if (total === 0) return `${sites(unclear.sites)}, none of which could be judged`;
  if (kind === 'existence') return shownBy(counted);
  return `${String(covered.sites)} of ${sites(total)} covered${unclear.sites > 0 ? `, ${String(unclear.sites)} more unclear${doubt}` : ''}`;
}

/** What is open says why something counts as missing; else what shows that it is there. The first by place, so that the order of files does not matter. */
function shownBy(counted: readonly CountedEvidence[]): string {
  const open = counted.filter(({ as }) => as === 'open');
  const [first] = (open.length > 0 ? open : counted.filter(({ as }) => as === 'covered')).toSorted(({ evidence: a }, { evidence: b }) => (a.span.file === b.span.file ? a.span.start - b.span.start || (a.rule < b.rule ? -1 : 1) : a.span.file < b.span.file ? -1 : 1));
  return first?.evidence.message ?? '';
}

function seenText({ covered, open }: Tally): string {
  if (covered.sites + open.sites === 0) return '';
  return `; of what was looked at, ${String(covered.sites)} of ${sites(covered.sites + open.sites)} ${covered.sites === 1 ? 'is' : 'are'} covered`;
}

function sites(count: number): string {
  return `${String(count)} site${count === 1 ? '' : 's'}`;
}
