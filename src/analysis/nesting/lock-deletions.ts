import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { callKey, sameCall, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { callsOnKey, keyLocks, type Giving, type Taking } from './key-locks.js';
import { keyName } from './lock-keys.js';
import { leavesOn, testsAround } from './tries.js';

/** A lock in Redis with a time after which it ends, and how it is given back. */
export interface LockDeletion {
  /** The call that deletes it, or the script. */
  readonly ref: CallRef;
  readonly taken: CallRef;
  /** `plain`: whoever has it by then. `compared`: only one's own. */
  readonly is: 'plain' | 'compared' | 'unknown';
  /** The value is the same whoever takes it. */
  readonly constant: boolean;
}

const known = new WeakMap<Project, readonly LockDeletion[]>();

/** The deletions of locks in Redis, wherever in the project. What is deleted elsewhere than in a `finally`, as a mark that something was done, is no lock. */
export function lockDeletions(project: Project): readonly LockDeletion[] {
  let found = known.get(project);
  if (!found) {
    const { takings, givings } = keyLocks(project);
    const all = takings.filter((t) => t.kind === 'redis' && t.expires).flatMap((taking) =>
      givings.filter((g) => g.kind === 'redis' && g.key === taking.key && isRelated(project, taking, g)).map((giving) => deletion(project, taking, giving)));
    // What is right for one lock and wrong for another is wrong.
    const order = { compared: 0, unknown: 1, plain: 2 };
    known.set(project, (found = [...new Map(all.toSorted((a, b) => order[a.is] - order[b.is]).map((one) => [callKey(one.ref), one])).values()]));
  }
  return found;
}

/** The lock is given back at the end of the work that it is for; a script that compares does nothing else. */
function isRelated(project: Project, { at }: Taking, giving: Giving): boolean {
  return giving.how === 'script' || (isInFinally(project, giving.at) && !sameCall(at, giving.at));
}

function deletion(project: Project, { origin, at, key, value }: Taking, giving: Giving): LockDeletion {
  const constant = value?.is === 'literal';
  const found = { ref: giving.origin, taken: at, constant };
  if (giving.how === 'script') return { ...found, taken: origin, is: constant ? 'plain' : 'compared' };
  return { ...found, is: isRenewed(project, origin, key) || isCompared(project, giving) ? 'unknown' : 'plain' };
}

/** `finally { … }`, or `.finally(() => …)`. */
function isInFinally(project: Project, ref: CallRef): boolean {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return false;
  const passed = facts.functions[fact.fn]?.passedTo;
  const callee = passed ? facts.calls[passed.call]?.callee : undefined;
  return fact.cleanup === true || (callee?.is === 'member' && callee.name === 'finally');
}

/** Its time is made longer while the work goes on. */
function isRenewed(project: Project, origin: CallRef, key: string): boolean {
  const home = project.evaluator.call(origin)?.fn;
  const isSetnx = project.evaluator.call(origin)?.callee;
  const renewals = callsOnKey(project, ['expire', 'pexpire', 'pExpire', 'expireat', 'pexpireat'], key).filter(({ file }) => file === origin.file);
  return renewals.some(({ call }) => project.evaluator.facts(origin.file)?.calls[call]?.fn !== home || !(isSetnx?.is === 'member' && /nx$/i.test(isSetnx.name)));
}

/** The value is read from Redis before, or something else asked on which it depends, as the time: that is not followed. */
function isCompared(project: Project, { origin, at }: Giving): boolean {
  const isHelper = !sameCall(origin, at);
  return [origin, at].some((ref) => {
    const facts = project.evaluator.facts(ref.file);
    const fact = facts?.calls[ref.call];
    if (!facts || !fact) return true;
    const steps = facts.functions[fact.fn]?.steps ?? [];
    // A helper that leaves before it comes to the deletion.
    const leaves = isHelper && sameCall(ref, origin) && leavesOn(steps, (test) => !isSimple(facts, test));
    return leaves || isRead(project, facts, ref, fact) || !(testsAround(steps, ref.call) ?? []).every((test) => isSimple(facts, test));
  });
}

/** The function gets the value of the same key. */
function isRead(project: Project, facts: FileFacts, { file }: CallRef, { args, fn }: CallFact): boolean {
  const key = args[0] && keyName(project, file, args[0]);
  return key !== undefined && callsOnKey(project, ['get', 'GET', 'mget', 'mGet', 'getBuffer'], key).some((read) => read.file === file && isInside(facts, facts.calls[read.call]?.fn ?? -1, fn));
}

/** It asks for no more than whether something is there: a client, a lock that was got. */
function isSimple(facts: FileFacts, test: Value): boolean {
  switch (test.is) {
    case 'ref': case 'member': case 'global': return true;
    case 'unary': return isSimple(facts, test.of);
    case 'binary': return [test.left, test.right].some((v) => v.is === 'literal' || v.is === 'undefined') && [test.left, test.right].every((v) => v.is === 'literal' || v.is === 'undefined' || isSimple(facts, v));
    default: return false;
  }
}
