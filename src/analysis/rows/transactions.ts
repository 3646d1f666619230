import type { FileFacts, Step, Value } from '../../model/facts.js';
import { callKey, depthOf, flatten, functionKey, type CallRef, type Env, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { holdersIn, type Holder } from '../nesting/holders.js';
import { isRelevant } from '../nesting/relevant.js';
import { slotTaken } from '../nesting/slot-taken.js';
import type { Project } from '../project.js';
import { behind, rowStatement, type RowStatement } from './row-statement.js';

/** A loop, or a function that is called for each item of a list. */
export interface Rounds {
  readonly file: string;
  readonly over: Value;
  readonly env: Env | undefined;
  /** The function that gets the item, where it is one. */
  readonly fn?: number;
}

/** Rows that a transaction locks, in the order in which it does. */
export interface RowLock extends RowStatement {
  readonly env: Env | undefined;
  /** The innermost loop in which it stands, inside of the transaction. */
  readonly rounds?: Rounds;
  /** Which ways it stands on: of two ways of one branch only one is taken. */
  readonly ways: ReadonlyMap<string, number>;
}

/** A transaction of a database, and the rows that it locks. */
export interface RowTransaction {
  readonly holder: Holder;
  readonly locks: readonly RowLock[];
}

interface At {
  readonly env: Env | undefined;
  readonly rounds?: Rounds;
  readonly ways: ReadonlyMap<string, number>;
}

const deepest = 5;
/** More functions than this are not looked at for one transaction. */
const most = 80;
const each = new Set(['map', 'forEach', 'flatMap']);
const begins = /^\s*(?:begin|start transaction)\b/i;
const beginning = new Set(['startTransaction', 'beginTransaction']);
const known = new WeakMap<Project, readonly RowTransaction[]>();

/** The transactions of a project that lock rows. */
export function rowTransactions(project: Project): readonly RowTransaction[] {
  let found = known.get(project);
  if (!found) {
    const holders = [...project.evaluator.sources.files.keys()].flatMap((file) => holdersIn(project, file)).filter((h) => h.held.model.kind === 'connection' && isTransaction(project, h));
    const distinct = [...new Map(holders.map((h) => [`${callKey(h.ref)}/${functionKey(h.fn)}`, h])).values()];
    known.set(project, (found = distinct.map((holder) => ({ holder, locks: new RowWalk(project, holder).run() })).filter(({ locks }) => locks.length > 0)));
  }
  return found;
}

/** A function that runs in a transaction, or one that begins one by hand. */
function isTransaction(project: Project, { callback, fn, held }: Holder): boolean {
  if (callback) return true;
  if (held.keeps !== 'until') return false;
  const facts = project.evaluator.facts(fn.file);
  const made = project.evaluator.call(held.ref)?.callee;
  if (made?.is === 'member' && made.name === 'transaction') return true;
  return facts?.calls.some((c) => isInside(facts, c.fn, fn.fn) && c.callee.is === 'member' && (beginning.has(c.callee.name) || (c.args[0]?.is === 'literal' && begins.test(String(c.args[0].value))))) === true;
}

/** Goes through a transaction's function, and those that it calls, in the order of their steps. */
class RowWalk {
  private readonly found: RowLock[] = [];
  private readonly open = new Set<string>();
  private entered = 0;

  constructor(private readonly project: Project, private readonly holder: Holder) {}

  run(): readonly RowLock[] {
    this.enter(this.holder.fn, { env: undefined, ways: new Map() });
    return this.found;
  }

  private enter(fn: FunctionRef, at: At): void {
    const facts = this.project.evaluator.facts(fn.file);
    const key = functionKey(fn);
    if (!facts || this.open.has(key) || this.open.size > deepest || this.entered++ > most) return;
    this.open.add(key);
    this.list(facts, fn, facts.functions[fn.fn]?.steps ?? [], at);
    this.open.delete(key);
  }

  private list(facts: FileFacts, fn: FunctionRef, steps: readonly Step[], at: At): void {
    for (const step of steps) {
      if (typeof step === 'number') {
        this.look(facts, fn, { file: fn.file, call: step }, at);
        continue;
      }
      switch (step.is) {
        case 'branch': step.ways.forEach((way, index) => { this.list(facts, fn, way, { ...at, ways: new Map([...at.ways, [`${fn.file}:${String(step.at)}`, index]]) }); }); break;
        case 'switch': step.cases.forEach((way, index) => { this.list(facts, fn, way, { ...at, ways: new Map([...at.ways, [`${fn.file}:${String(step.at)}`, index]]) }); }); break;
        case 'loop': this.list(facts, fn, step.body, step.over ? { ...at, rounds: { file: fn.file, over: step.over, env: at.env } } : at); break;
        case 'label': this.list(facts, fn, step.body, at); break;
        // What a catch does comes after the transaction has failed.
        case 'try': this.list(facts, fn, [...step.body, ...(step.last ?? [])], at); break;
        default: break;
      }
    }
  }

  private look(facts: FileFacts, fn: FunctionRef, ref: CallRef, at: At): void {
    const fact = facts.calls[ref.call];
    if (!fact || fact.decorator) return;
    const own = flatten(this.project.evaluator.evaluate(ref.file, fact.callee, at.env)).flatMap((v) => (v.is === 'function' ? [v] : []));
    const [only, ...others] = own;
    if (only) {
      if (others.length === 0 && isRelevant(this.project, only) && depthOf(at.env) < deepest) this.enter(only, { ...at, env: this.project.evaluator.entered(only, ref, at.env) });
      return;
    }
    for (const argument of fact.args) {
      if (argument.is !== 'function' || !isInside(facts, argument.fn, fn.fn)) continue;
      const rounds = fact.callee.is === 'member' && each.has(fact.callee.name) ? { file: ref.file, over: fact.callee.of, env: at.env, fn: argument.fn } : undefined;
      this.enter({ file: ref.file, fn: argument.fn }, rounds ? { ...at, rounds } : at);
    }
    // What takes a connection of its own is no part of the transaction.
    const statement = rowStatement(this.project, ref, at.env, this.holder.held.entry.id);
    if (statement && behind(this.project, ref).every((call) => !slotTaken(this.project, call, at.env))) this.found.push({ ...statement, env: at.env, ways: at.ways, ...(at.rounds && { rounds: at.rounds }) });
  }
}
