import { grouped } from '../analysis/grouped.js';
import { attempt, type Attempt, type Candidate } from './attempt.js';
import type { Bench, Judged } from './bench.js';

/** What became of fixes that do not overlap. */
export interface Settled {
  readonly accepted: readonly Candidate[];
  /** Each with the reason. */
  readonly refused: ReadonlyMap<Candidate, string>;
  /** The project with those that are accepted; absent where none is. */
  readonly last?: Extract<Attempt, { readonly ok: true }>;
}

/**
 * Finds the fixes that do what they should. All are tried at once; only where something is wrong it is looked for which of them is at fault: what shows by its place is left out, what does not is halved, by the rules alone whose findings would come, so that a hundred good fixes cost one
 * judgement.
 */
export function settle(bench: Bench, base: Judged, candidates: readonly Candidate[]): Promise<Settled> {
  return settleBeside(bench, base, { accepted: [], refused: new Map() }, candidates);
}

type Failed = Extract<Attempt, { readonly ok: false }>;

/** @param failed what is known to happen when all that is open is made beside what is accepted */
async function settleBeside(bench: Bench, base: Judged, settled: Settled, open: readonly Candidate[], failed?: Failed): Promise<Settled> {
  const [first] = open;
  if (!first) return settled;
  const tried = failed ?? (await attempt(bench, base, [...settled.accepted, ...open]));
  if (tried.ok) return { accepted: [...settled.accepted, ...open], refused: settled.refused, last: tried };
  const refused = faultsOf(open, tried);
  if (refused.size > 0) return settleBeside(bench, base, { ...settled, refused: new Map([...settled.refused, ...refused]) }, open.filter((one) => !refused.has(one)));
  const blamed = base.only || tried.rules.size === 0 || open.length < 3 ? noBlame : await blamedBy(bench, base, settled, open, tried);
  if (blamed.size > 0) return settleBeside(bench, base, { ...settled, refused: new Map([...settled.refused, ...blamed]) }, open.filter((one) => !blamed.has(one)));
  const [sooner, later] = parted(open, tried.suspects);
  const half = await settleBeside(bench, base, settled, sooner);
  const isAllAccepted = sooner.every((one) => half.accepted.includes(one));
  return settleBeside(bench, base, half, later, isAllAccepted ? tried : undefined);
}

const noBlame: ReadonlyMap<Candidate, string> = new Map();

/** Those at fault for what came, found by its rules alone. */
async function blamedBy(bench: Bench, base: Judged, { accepted }: Settled, open: readonly Candidate[], failed: Failed): Promise<ReadonlyMap<Candidate, string>> {
  const narrow = await bench.judge(base.texts, failed.rules);
  const { refused } = await settleBeside(bench, narrow, { accepted, refused: noBlame }, open, failed);
  return refused;
}

/** The open ones that are at fault; one that is alone is, whatever is wrong. */
function faultsOf(open: readonly Candidate[], { faults, reason }: Failed): ReadonlyMap<Candidate, string> {
  const found = new Map([...faults].filter(([one]) => open.includes(one)));
  const [only] = open;
  return found.size > 0 || !only || open.length > 1 ? found : new Map([[only, reason || 'another fix would not do any more what it should']]);
}

/** Those that are not suspected go first; where all or none are, those that are changed in the same way, else one half. */
function parted(open: readonly Candidate[], suspects: readonly Candidate[]): readonly [readonly Candidate[], readonly Candidate[]] {
  const free = open.filter((one) => !suspects.includes(one));
  if (free.length > 0 && free.length < open.length) return [free, open.filter((one) => suspects.includes(one))];
  const alike = mostAlike(open);
  const half = alike.length < open.length ? alike : open.slice(0, Math.ceil(open.length / 2));
  return [half, open.filter((one) => !half.includes(one))];
}

/** Those that do what most of them do: what awaits changes more than what logs. */
function mostAlike(open: readonly Candidate[]): readonly Candidate[] {
  return [...grouped(open, ({ fix }) => fix.title).values()].reduce((most, some) => (some.length > most.length ? some : most), []);
}
