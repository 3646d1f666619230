import type { FileFacts, Value } from '../../model/facts.js';
import type { Env } from '../abstract.js';
import type { Project } from '../project.js';
import { runsBesideItself } from './row-orders.js';
import { rowTransactions, type RowLock, type RowTransaction, type Rounds } from './transactions.js';

/** Rows that a transaction locks one by one, in the order of a list. */
export interface LoopOrder {
  readonly transaction: RowTransaction;
  readonly lock: RowLock;
  /** `given`: in the order in which a caller lists them. `sorted`: in one order, whoever does it. */
  readonly is: 'given' | 'sorted' | 'unknown';
}

const sorting = new Set(['sort', 'toSorted', 'sortBy', 'orderBy']);
/** These keep the order of what they are given. */
const keeping = new Set(['filter', 'map', 'slice', 'flatMap', 'entries', 'values', 'keys', 'from', 'concat', 'uniq', 'uniqBy', 'Set', 'Map', 'Array', 'compact', 'toArray']);
const deepest = 16;

/** The row locks in loops of a file's transactions that run beside each other. */
export function loopOrders(project: Project, file: string): readonly LoopOrder[] {
  return rowTransactions(project).flatMap((transaction) => transaction.locks.flatMap((lock, at): readonly LoopOrder[] => {
    const { rounds, ref } = lock;
    if (!rounds || ref.file !== file || !isKeyed(project, lock, rounds)) return [];
    // What the round has locked already is only used by what follows.
    if (transaction.locks.slice(0, at).some((before) => before.table === lock.table && before.rounds?.over === rounds.over)) return [];
    const order = runsBesideItself(project, transaction.holder.ref) ? orderOf(project, rounds.file, rounds.over, rounds.env, 0) : 'unknown';
    // A row that is locked before the loop lets one at a time into it, where it is the same for both.
    const isAlone = transaction.locks.slice(0, at).some((before) => !before.rounds);
    return [{ transaction, lock, is: order === 'given' && isAlone ? 'unknown' : order }];
  }));
}

function orderOf(project: Project, file: string, value: Value, env: Env | undefined, depth: number): LoopOrder['is'] {
  const facts = project.evaluator.facts(file);
  const on = (v: Value): LoopOrder['is'] => orderOf(project, file, v, env, depth + 1);
  if (!facts || depth > deepest) return 'unknown';
  switch (value.is) {
    case 'param': return ofParameter(project, file, value, env, depth);
    case 'member': case 'await': case 'spread': return on(value.of);
    case 'fallback': return on(value.first);
    case 'either': return together(value.of.map(on));
    case 'array': return value.items.length === 1 && value.items[0]?.is === 'spread' ? on(value.items[0]) : 'unknown';
    case 'ref': {
      const { values = [] } = facts.bindings[value.to] ?? {};
      return isSortedInPlace(facts, value.to) ? 'sorted' : together(values.map(on));
    }
    case 'call': {
      const { callee, args } = facts.calls[value.call] ?? { args: [] };
      const name = callee?.is === 'member' || callee?.is === 'global' || callee?.is === 'import' ? callee.name : callee?.is === 'ref' ? (facts.bindings[callee.to]?.name ?? '') : '';
      if (sorting.has(name)) return 'sorted';
      if (!keeping.has(name)) return 'unknown';
      // Of `Object.keys(x)`, `Array.from(x)`, `new Set(x)` the argument counts, of `x.filter(f)` the receiver.
      const [first] = args;
      const of = callee?.is === 'member' && !(callee.of.is === 'global') && first?.is !== 'ref' ? callee.of : first;
      return of ? on(of) : 'unknown';
    }
    default: return 'unknown';
  }
}

function ofParameter(project: Project, file: string, param: Extract<Value, { is: 'param' }>, env: Env | undefined, depth: number): LoopOrder['is'] {
  for (let frame = env; frame; frame = frame.outer) {
    if (frame.file !== file || frame.fn !== param.fn) continue;
    const given = project.evaluator.call(frame.call)?.args[param.at];
    return given ? orderOf(project, frame.call.file, given, frame.outer, depth + 1) : 'unknown';
  }
  const fn = { file, fn: param.fn };
  if (project.handlers.some((h) => h.file === file && h.fn === param.fn && (h.reach === 'request' || h.reach === 'worker'))) return 'given';
  const callers = project.graph.callersOf(fn).filter((by) => !project.isScript(by.file));
  return callers.length === 0 || callers.length > 4 || project.partial ? 'unknown' : together(callers.map((by) => {
    const given = project.evaluator.call(by)?.args[param.at];
    return given ? orderOf(project, by.file, given, undefined, depth + 1) : 'unknown';
  }));
}

/** One that lists them as it likes is enough, where the others are seen. */
function together(orders: readonly LoopOrder['is'][]): LoopOrder['is'] {
  if (orders.length === 0 || orders.includes('unknown')) return 'unknown';
  return orders.includes('given') ? 'given' : 'sorted';
}

function isSortedInPlace(facts: FileFacts, to: number): boolean {
  return facts.calls.some(({ callee }) => callee.is === 'member' && callee.name === 'sort' && callee.of.is === 'ref' && callee.of.to === to);
}

/** The item says which row it is. */
function isKeyed(project: Project, { keys, ref, env }: RowLock, rounds: Rounds): boolean {
  return keys.some((key) => isOfItem(project, ref.file, key, env, rounds, 0));
}

function isOfItem(project: Project, file: string, value: Value, env: Env | undefined, rounds: Rounds, depth: number): boolean {
  const facts = project.evaluator.facts(file);
  const on = (v: Value): boolean => isOfItem(project, file, v, env, rounds, depth + 1);
  if (!facts || depth > deepest) return false;
  switch (value.is) {
    case 'element': return file === rounds.file && JSON.stringify(value.of) === JSON.stringify(rounds.over);
    case 'param': {
      if (rounds.fn !== undefined && file === rounds.file && value.fn === rounds.fn) return value.at === 0;
      for (let frame = env; frame; frame = frame.outer) {
        const given = frame.file === file && frame.fn === value.fn ? project.evaluator.call(frame.call)?.args[value.at] : undefined;
        if (given) return isOfItem(project, frame.call.file, given, frame.outer, rounds, depth + 1);
      }
      return false;
    }
    case 'ref': return (facts.bindings[value.to]?.values ?? []).some(on);
    case 'member': case 'await': case 'unary': case 'spread': return on(value.of);
    case 'object': return value.props.some((p) => (p.value ? on(p.value) : p.spread ? on(p.spread) : false));
    case 'array': return value.items.some(on);
    case 'text': return value.parts.some(on);
    case 'binary': return on(value.left) || on(value.right);
    case 'call': return facts.calls[value.call]?.args.some(on) === true;
    default: return false;
  }
}
