import type { FileFacts, Value } from '../../model/facts.js';
import { isNothing } from '../nothing.js';
import { callKey, type CallRef } from '../abstract.js';
import { acquiredBy, namesOf } from '../obligations/held.js';
import type { Project } from '../project.js';
import { keyName } from './lock-keys.js';
import { keyLocks, type Giving, type Taking } from './key-locks.js';
import { callsAmong, guardedIn, isAbout, leavesOn, type Guarded } from './tries.js';

/** A `finally` that gives a lock back, and whether it does so only for who has it. */
export interface ReleaseInFinally {
  /** The call that gives it back. */
  readonly at: CallRef;
  /** The call that takes it. */
  readonly taken: CallRef;
  /** `untaken`: also where it was not got. `guarded`: only where it was. `unknown`: a condition that is not understood decides. */
  readonly is: 'untaken' | 'guarded' | 'unknown';
  /** What happens then: it is taken from who has it, or there is nothing of which to call a method. */
  readonly harm: 'steals' | 'crashes';
}

/** The locks that a file gives back in a `finally`. */
export function releasesInFinally(project: Project, file: string): readonly ReleaseInFinally[] {
  const facts = project.evaluator.facts(file);
  const guarded = facts ? guardedIn(facts) : [];
  if (!facts || guarded.length === 0) return [];
  const found = guarded.flatMap((g) => [...byKey(project, file, facts, g), ...byHandle(project, file, facts, g)]);
  // An inner `try` says more of it than the one around.
  return [...new Map(found.toReversed().map((one) => [callKey(one.at), one])).values()];
}

/** `try { if (!await redis.set(key, token, 'NX')) return; … } finally { await redis.del(key); }` */
function byKey(project: Project, file: string, facts: FileFacts, guarded: Guarded): readonly ReleaseInFinally[] {
  const { takings, givings } = keyLocks(project);
  const last = callsAmong(guarded.last);
  const always = callsAmong(guarded.last, true);
  const body = callsAmong(guarded.body);
  const before = callsAmong(guarded.before);
  return givings.filter(({ at, how }) => at.file === file && last.has(at.call) && how === 'plain').flatMap((giving): readonly ReleaseInFinally[] => {
    const taking = takings.find((t) => isFor(t, giving) && (body.has(t.at.call) || before.has(t.at.call)) && t.at.file === file);
    if (!taking) return [];
    const found = { at: giving.at, taken: taking.at, harm: 'steals' as const };
    const mayLack = body.has(taking.at.call) || leavesOn(guarded.body, (test) => isAbout(facts, test, taking.at.call));
    if (!mayLack) return [{ ...found, is: 'guarded' }];
    return [{ ...found, is: always.has(giving.at.call) ? 'untaken' : 'unknown' }];
  });
}

function isFor({ key, kind, origin }: Taking, giving: Giving): boolean {
  return key === giving.key && kind === giving.kind && callKey(origin) !== callKey(giving.origin);
}

/** `let lock; try { lock = await redlock.acquire(keys, 1000); … } finally { await lock.release(); }` */
function byHandle(project: Project, file: string, facts: FileFacts, { fn, body, last, before }: Guarded): readonly ReleaseInFinally[] {
  const inside = callsAmong(body);
  const always = callsAmong(last, true);
  return [...inside, ...callsAmong(before)].flatMap((call): readonly ReleaseInFinally[] => {
    const model = facts.calls[call]?.fn === fn ? acquiredBy(project, { file, call }) : undefined;
    if (!model?.refused || model.managed) return [];
    const names = namesOf(facts, call);
    const mayBeNothing = names.length > 0 && names.every((to) => facts.bindings[to]?.values.every((v) => isNothing(v) || isAbout(facts, v, call)));
    return [...callsAmong(last)].flatMap((at): readonly ReleaseInFinally[] => {
      const fact = facts.calls[at];
      if (!fact) return [];
      const isNamed = (v: Value): boolean => v.is === 'ref' && names.includes(v.to);
      const { callee, args } = fact;
      const onHandle = (model.release.includes('()') && isNamed(callee)) || (callee.is === 'member' && isNamed(callee.of) && model.release.includes(callee.name));
      const byOwner = callee.is === 'member' && model.owner?.includes(callee.name) === true && args[0] !== undefined && !isNamed(args[0]) && isSameKey(project, file, args[0], facts.calls[call]?.args[0]);
      if (!onHandle && !byOwner) return [];
      const found = { at: { file, call: at }, taken: { file, call }, harm: onHandle ? ('crashes' as const) : ('steals' as const) };
      if (!inside.has(call) || fact.optional) return [{ ...found, is: 'guarded' }];
      if (!always.has(at)) return [{ ...found, is: 'unknown' }];
      return [{ ...found, is: byOwner || mayBeNothing ? 'untaken' : 'unknown' }];
    });
  });
}

function isSameKey(project: Project, file: string, a: Value, b: Value | undefined): boolean {
  const name = keyName(project, file, a);
  return name !== undefined && b !== undefined && keyName(project, file, b) === name;
}
