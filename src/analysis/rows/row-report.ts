import type { Evidence } from '../../model/evidence.js';
import { callKey, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../site.js';
import { loopOrders, type LoopOrder } from './loop-orders.js';
import { rowOrders, type RowOrder } from './row-orders.js';

const consequence = 'the database waits until it sees that, and ends one of the two with a deadlock error';

/** What the places of a file come to at which transactions lock rows in more than one order. */
export function* rowEvidence(project: Project, file: string, rule: string): Iterable<Evidence> {
  const told = new Map(rowOrders(project).filter(({ then }) => then.ref.file === file).map((order) => [callKey(order.then.ref), order]));
  for (const order of told.values()) yield ofOrder(project, order, rule);
  const rounds = new Map(loopOrders(project, file).map((one) => [callKey(one.lock.ref), one]));
  for (const one of rounds.values()) yield ofLoop(project, one, rule);
}

function base(project: Project, ref: CallRef, transaction: CallRef, rule: string): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  const { reach, trace } = wayTo(project, transaction);
  return { rule, span: spanOf(project, ref), reach, trace: [...trace, { span: spanOf(project, transaction), message: 'the transaction begins here' }], confidence: 'medium', fixes: [], data: { call: nameOfCall(project, ref) } };
}

function ofOrder(project: Project, { transaction, first, then, reversed: [other] }: RowOrder, rule: string): Evidence {
  const found = base(project, then.ref, transaction.holder.ref, rule);
  const where = other ? placeText(project, other.then.ref) : '';
  return {
    ...found, outcome: 'fail', level: 'warning',
    message: `This transaction locks rows of ${first.name} (${placeText(project, first.ref)}) and then of ${then.name}, and that in ${where} first of ${then.name}. When two of them are at the same rows at once, each waits for the other: ${consequence}.`,
    help: `Lock the rows of ${first.name} and ${then.name} in the same order in every transaction.`,
    trace: [...found.trace, { span: spanOf(project, first.ref), message: `rows of ${first.name} are locked from here on` }, ...(other ? [{ span: spanOf(project, other.first.ref), message: `here those of ${then.name} are locked first` }, { span: spanOf(project, other.then.ref), message: `and then those of ${first.name}` }] : [])],
  };
}

function ofLoop(project: Project, { transaction, lock, is }: LoopOrder, rule: string): Evidence {
  const found = base(project, lock.ref, transaction.holder.ref, rule);
  if (is === 'sorted') return { ...found, outcome: 'pass', message: `the rows of ${lock.name} are locked in one order` };
  if (is === 'unknown') return { ...found, outcome: 'unknown', message: `in which order the rows of ${lock.name} are locked is not seen` };
  return {
    ...found, outcome: 'fail', level: 'warning',
    message: `The rows of ${lock.name} are locked one by one (${lock.does}), in the order in which the caller lists them, and stay locked until the transaction ends. When two callers list the same rows in different orders, each waits for a row of the other: ${consequence}.`,
    help: 'Sort the list by the key of the rows before the loop, or lock them all before it with one SELECT … ORDER BY … FOR UPDATE.',
  };
}
