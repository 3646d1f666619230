import type { AcquireModel } from '../../catalog/types.js';
import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';

const methods: Readonly<Record<string, readonly string[]>> = { beginTransaction: ['commit', 'rollback'], startTransaction: ['commitTransaction', 'rollbackTransaction'] };
const sending = new Set(['query', 'execute']);
const begins = /^\s*(?:begin|start\s+transaction)\b/i;
const ends = /(?:^|;)\s*(?:commit|rollback|abort|end)\b(?!\s+to\b)/i;

const model: Omit<AcquireModel, 'release'> = {
  path: '', holds: 'receiver', noun: 'transaction',
  without: 'The connection goes back to the pool with it: whoever gets it next works in the middle of it, what they write is lost with it, and the rows that it has locked stay locked',
  source: 'pg-pool@3.10.1 index.js:348-390, mysql2@3.14.3 lib/base/pool.js:78-93, typeorm@0.3.27 driver/postgres/PostgresQueryRunner.js:88-108 (none of them rolls back)',
};

/**
 * The transaction that a call begins on a connection of a pool, by SQL or a method of it, where the function that begins it has got the connection itself: it has to end before that goes back.
 * `undefined` for all other calls, and where what gets the connection is not known to be a pool.
 * @param acquired what a call gets, where that is given back
 */
export function openedTransaction(project: Project, ref: CallRef, acquired: (ref: CallRef) => AcquireModel | undefined): AcquireModel | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact?.awaited || fact.callee.is !== 'member' || fact.callee.of.is !== 'ref') return undefined;
  const { name, of: { to } } = fact.callee;
  const text = textOf(fact.args[0]);
  const closing = Object.hasOwn(methods, name) ? methods[name] : sending.has(name) && begins.test(text) && !ends.test(text) ? [] : undefined;
  if (!closing || !isOfPool(facts, ref.file, to, fact.fn, acquired)) return undefined;
  return { ...model, release: ['rollback', 'commit', 'rollbackTransaction', 'commitTransaction', 'end', 'destroy'].filter((m) => closing.length === 0 || closing.includes(m) || m === 'end' || m === 'destroy') };
}

/** Whether a call on a connection ends its transaction: by SQL, or with the connection itself, which the pool throws away when it is told so. */
export function endsTransaction(facts: FileFacts, call: number): boolean {
  const { callee, args = [] } = facts.calls[call] ?? {};
  if (callee?.is !== 'member') return false;
  const [first] = args;
  if (sending.has(callee.name)) return ends.test(textOf(first));
  return callee.name === 'release' && first !== undefined && first.is !== 'undefined' && !(first.is === 'literal' && !first.value);
}

function textOf(value: Value | undefined): string {
  return value?.is === 'literal' && typeof value.value === 'string' ? value.value : '';
}

/** The name holds what was got from a pool in the same function: it is released, and not closed. */
function isOfPool(facts: FileFacts, file: string, to: number, fn: number, acquired: (ref: CallRef) => AcquireModel | undefined): boolean {
  const binding = facts.bindings[to];
  const values = (binding?.values ?? []).filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null));
  const [only, ...others] = values;
  const made = only?.is === 'await' ? only.of : only;
  if (binding?.fn !== fn || made?.is !== 'call' || others.length > 0) return false;
  // A query runner is made by one call, and connected by another one.
  return acquired({ file, call: made.call })?.release.includes('release') === true || facts.calls.some((c, call) => c.fn === fn && c.callee.is === 'member' && c.callee.of.is === 'ref' && c.callee.of.to === to && acquired({ file, call })?.release.includes('release') === true);
}
