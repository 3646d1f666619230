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
 * Finds the fixes that do what they should. All are tried at once; only where something is wrong it is looked for which of them is at fault: what shows by its place is left out, what does not is halved, so that a hundred good fixes cost one
 * judgement.
 */
export async function settle(bench: Bench, base: Judged, candidates: readonly Candidate[]): Promise<Settled> {
  return settleBeside(bench, base, { accepted: [], refused: new Map() }, candidates);
}

async function settleBeside(bench: Bench, base: Judged, settled: Settled, open: readonly Candidate[]): Promise<Settled> {
  const [first] = open;
  if (!first) return settled;
  const tried = await attempt(bench, base, [...settled.accepted, ...open]);
  if (tried.ok) return { accepted: [...settled.accepted, ...open], refused: settled.refused, last: tried };
  const faults = open.flatMap((one): readonly (readonly [Candidate, string])[] => {
    const reason = tried.faults.get(one);
    return reason === undefined ? [] : [[one, reason]];
  });
  if (faults.length > 0 || open.length === 1) {
    const refused = faults.length > 0 ? faults : [[first, tried.reason || 'another fix would not do any more what it should'] as const];
    const left = open.filter((one) => !refused.some(([other]) => other === one));
    return settleBeside(bench, base, { ...settled, refused: new Map([...settled.refused, ...refused]) }, left);
  }
  const [sooner, later] = parted(open, tried.suspects);
  return settleBeside(bench, base, await settleBeside(bench, base, settled, sooner), later);
}

/** Those that are not suspected go first; where all or none are, one half does. */
function parted(open: readonly Candidate[], suspects: readonly Candidate[]): readonly [readonly Candidate[], readonly Candidate[]] {
  const free = open.filter((one) => !suspects.includes(one));
  if (free.length > 0 && free.length < open.length) return [free, open.filter((one) => suspects.includes(one))];
  const half = Math.ceil(open.length / 2);
  return [open.slice(0, half), open.slice(half)];
}
