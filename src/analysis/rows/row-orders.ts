import { isSameSource } from '../nesting/shared-source.js';
import type { Project } from '../project.js';
import { callKey, type CallRef } from '../abstract.js';
import { rowTransactions, type RowLock, type RowTransaction } from './transactions.js';

/** Two tables whose rows a transaction locks one after the other, and the transactions that do it the other way around. */
export interface RowOrder {
  readonly transaction: RowTransaction;
  readonly first: RowLock;
  readonly then: RowLock;
  readonly reversed: readonly Omit<RowOrder, 'reversed'>[];
}

type Pair = Omit<RowOrder, 'reversed'>;

const known = new WeakMap<Project, readonly RowOrder[]>();

/** The orders in which transactions that run beside each other lock rows, wherever in the project; those with the reverse. */
export function rowOrders(project: Project): readonly RowOrder[] {
  let found = known.get(project);
  if (!found) {
    const pairs = rowTransactions(project).filter((t) => runsBesideItself(project, t.holder.ref)).flatMap(pairsOf);
    known.set(project, (found = pairs.flatMap((pair) => {
      const reversed = pairs.filter((other) => other.first.table === pair.then.table && other.then.table === pair.first.table && other.transaction !== pair.transaction
        && isSameSource(project, pair.transaction.holder.held.source, other.transaction.holder.held.source) === true && !isOrdered(pair, other));
      return reversed.length > 0 ? [{ ...pair, reversed }] : [];
    })));
  }
  return found;
}

/** A request or a job runs it: two may be at it at a time. */
export function runsBesideItself(project: Project, { file, call }: CallRef): boolean {
  const { reach } = project.reach({ file, fn: project.evaluator.call({ file, call })?.fn ?? -1 });
  return reach === 'request' || reach === 'worker';
}

/** Of each table the first lock counts: it is held from then on. */
function pairsOf(transaction: RowTransaction): readonly Pair[] {
  const firsts = [...new Map([...transaction.locks].reverse().map((lock) => [lock.table, lock])).values()].reverse();
  return firsts.flatMap((first, at) => firsts.slice(at + 1).filter((then) => areOnOneWay(first, then)).map((then) => ({ transaction, first, then })));
}

function areOnOneWay(a: RowLock, b: RowLock): boolean {
  return [...a.ways].every(([branch, way]) => (b.ways.get(branch) ?? way) === way);
}

/** Both lock rows of a third table before: as a rule one row for all of it, and who has that comes first. */
function isOrdered(pair: Pair, other: Pair): boolean {
  const before = ({ transaction, first }: Pair): readonly string[] => transaction.locks.slice(0, transaction.locks.findIndex((l) => callKey(l.ref) === callKey(first.ref))).map((l) => l.table);
  const theirs = before(other);
  return before(pair).some((table) => theirs.includes(table));
}
