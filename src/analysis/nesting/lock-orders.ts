import { callKey } from '../abstract.js';
import type { Project } from '../project.js';
import { holdersIn, type Holder } from './holders.js';
import type { SlotTaken } from './slot-taken.js';

/** A lock that is taken while another one is held. */
export interface LockOrder {
  readonly holder: Holder;
  readonly taken: SlotTaken;
  readonly outer: string;
  readonly inner: string;
  /** The places at which the two are taken the other way around. */
  readonly reversed: readonly { readonly holder: Holder; readonly taken: SlotTaken }[];
}

type Pair = Omit<LockOrder, 'reversed'>;

const known = new WeakMap<Project, readonly LockOrder[]>();

/** The locks that are taken under others, wherever in the project; each pair with those of the other order. */
export function lockOrders(project: Project): readonly LockOrder[] {
  let found = known.get(project);
  if (!found) {
    const pairs = [...project.evaluator.sources.files.keys()].flatMap((file) => holdersIn(project, file)).flatMap(pairsOf);
    const distinct = [...new Map(pairs.map((p) => [`${callKey(p.holder.ref)}>${callKey(p.taken.ref)}`, p])).values()];
    known.set(project, (found = distinct.map((pair) => ({ ...pair, reversed: distinct.filter((other) => other.outer === pair.inner && other.inner === pair.outer) }))));
  }
  return found;
}

function pairsOf(holder: Holder): readonly Pair[] {
  const outer = lockName(holder.held);
  if (outer === undefined || !holder.held.sure) return [];
  return holder.happenings.flatMap((h): readonly Pair[] => {
    const inner = h.is === 'taken' && h.sure && h.taken.keeps !== 'itself' ? lockName(h.taken) : undefined;
    return h.is === 'taken' && inner !== undefined && inner !== outer ? [{ holder, taken: h.taken, outer, inner }] : [];
  });
}

/** A lock that is known for the same wherever it is taken: made by one call, under a key that is a constant. */
function lockName({ model, source, key }: SlotTaken): string | undefined {
  if (model.kind !== 'lock' || source.known !== 'made' || (model.key !== undefined && key?.startsWith('=') !== true)) return undefined;
  return `${source.key}${key ?? ''}`;
}

/** A lock in whose time nothing happens that asks for another one. */
export interface LoneLock {
  readonly holder: Holder;
  /** All that happens meanwhile is seen. */
  readonly sure: boolean;
}

/** The locks that a file takes and holds without taking another, and that are not taken under another. */
export function loneLocks(project: Project, file: string): readonly LoneLock[] {
  const inOrder = new Set(lockOrders(project).flatMap(({ holder, taken }) => [callKey(holder.ref), callKey(taken.ref)]));
  return holdersIn(project, file).filter(({ ref, held }) => held.model.kind === 'lock' && !inOrder.has(callKey(ref))).map((holder) => ({
    holder, sure: holder.held.sure && holder.happenings.every((h) => h.is === 'slow' || (h.is === 'taken' && h.taken.model.kind !== 'lock')),
  }));
}
