import { callKey, flatten, functionKey, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { obligationsIn, type Obligation } from '../obligations/obligations.js';
import { callsWhileHeld } from '../obligations/release.js';
import { oncePerFile } from '../once-per-file.js';
import type { Project } from '../project.js';
import { liveCalls } from './live-calls.js';
import { isRelevant } from './relevant.js';
import { nameOf } from './shared-source.js';
import { slotTaken, type SlotTaken } from './slot-taken.js';
import { HeldWalk, type Happening } from './walk-held.js';

/** Something that is held, from a call on, and what happens meanwhile. */
export interface Holder {
  /** The call after which it is held, or which holds it as long as the function runs that it is given. */
  readonly ref: CallRef;
  readonly held: SlotTaken;
  /** The function in which it is held. */
  readonly fn: FunctionRef;
  readonly happenings: readonly Happening[];
  /** The function is one of the project that the call is given; absent where it is held by hand. */
  readonly callback?: FunctionRef;
}

/** A parameter that a function of the project calls while it holds something. */
interface CalledWhileHeld {
  readonly at: number;
  readonly held: SlotTaken;
  readonly sure: boolean;
}

const deepest = 3;
const byFunction = new WeakMap<Project, Map<string, readonly CalledWhileHeld[]>>();

/** What is held in a file, by hand or by a function that a call is given. */
export const holdersIn = oncePerFile((project, file): readonly Holder[] => {
  const calls = project.evaluator.facts(file)?.calls ?? [];
  return [...calls.flatMap((_, call) => duringCall(project, { file, call }, 0)), ...obligationsIn(project, file).flatMap((o) => byHand(project, o))];
});

/** `db.transaction(fn)`, and the same by a function of the project. */
function duringCall(project: Project, ref: CallRef, depth: number): readonly Holder[] {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.decorator || fact.args.length === 0) return [];
  const taken = slotTaken(project, ref);
  if (taken?.keeps === 'during') {
    const at = fact.args.findIndex((_, index) => functionsAt(project, ref, index).length > 0);
    return at === -1 ? [] : functionsAt(project, ref, at).flatMap((value) => ofGiven(project, ref, taken, value));
  }
  if (taken || depth > deepest || !fact.args.some((a) => a.is === 'function' || a.is === 'ref' || a.is === 'member')) return [];
  return ownTargets(project, ref).flatMap((target) => calledWhileHeld(project, target, depth).flatMap(({ at, held, sure: always }) => {
    const live = held.ref.file === target.file && project.evaluator.call(held.ref)?.fn === target.fn ? liveCalls(project, target, project.evaluator.entered(target, ref, undefined)).get(held.ref.call) : true;
    // Called in this way it does not hold anything: `tx ? run(tx) : db.transaction(run)`.
    if (live === undefined) return [];
    const sure = always && live;
    const source = { ...held.source, key: withOwner(project, ref, held.source.key) };
    return functionsAt(project, ref, at).flatMap((value) => ofGiven(project, ref, { ...held, source, sure: held.sure && sure }, value));
  }));
}

/** A key that begins with the object whose method was entered: seen from the caller, that is what the method is called on. */
function withOwner(project: Project, ref: CallRef, key: string): string {
  const facts = project.evaluator.facts(ref.file);
  const callee = facts?.calls[ref.call]?.callee;
  if (!key.startsWith('|') || !facts || callee?.is !== 'member') return key;
  return `${nameOf(facts, ref.file, callee.of, '') ?? callKey(ref)}${key}`;
}

function ownTargets(project: Project, ref: CallRef): readonly Extract<Abstract, { is: 'function' }>[] {
  const callee = project.evaluator.call(ref)?.callee;
  const targets = callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : [];
  const [only] = targets;
  return targets.length === 1 && only?.is === 'function' && isRelevant(project, only) ? [only] : [];
}

function functionsAt(project: Project, ref: CallRef, at: number): readonly Abstract[] {
  return flatten(project.evaluator.argument(ref, at, undefined)).filter((v) => v.is === 'function' || (v.is === 'param' && v.path.length === 0));
}

function ofGiven(project: Project, ref: CallRef, held: SlotTaken, value: Abstract): readonly Holder[] {
  const callback = value.is === 'function' ? { file: value.file, fn: value.fn } : undefined;
  const walk = new HeldWalk(project, callback);
  const fn = { file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 };
  walk.given(value, ref, { ...fn, env: undefined, owner: '' }, [], true);
  return [{ ref, held, fn: callback ?? fn, happenings: walk.found, ...(callback && { callback }) }];
}

/** `const client = await pool.connect()`, up to where it is given back. */
function byHand(project: Project, { ref, from, held, release }: Obligation): readonly Holder[] {
  if (!held || release.is === 'managed') return [];
  const taken = slotTaken(project, from ?? ref);
  if (taken?.keeps !== 'until') return [];
  const source = from ? { ...taken.source, key: withOwner(project, ref, taken.source.key) } : taken.source;
  const walk = new HeldWalk(project);
  const reached = callsWhileHeld(project, held);
  const own = new Map([...reached].filter(([call]) => !(held.fn.file === ref.file && call === ref.call)));
  walk.enter({ ...held.fn, env: undefined, owner: '' }, [], true, own);
  return [{ ref, held: { ...taken, source }, fn: held.fn, happenings: walk.found }];
}

/** The parameters that a function calls while it holds something: `async function withClient(run) { const client = await pool.connect(); … await run(client); }`. */
function calledWhileHeld(project: Project, fn: FunctionRef, depth: number): readonly CalledWhileHeld[] {
  let memo = byFunction.get(project);
  if (!memo) byFunction.set(project, (memo = new Map<string, readonly CalledWhileHeld[]>()));
  const key = functionKey(fn);
  const before = memo.get(key);
  if (before) return before;
  // What is asked about itself on the way holds nothing.
  memo.set(key, []);
  const facts = project.evaluator.facts(fn.file);
  const inside = (facts?.calls ?? []).flatMap((c, call) => (isInside(facts, c.fn, fn.fn) ? [{ file: fn.file, call }] : []));
  const byHandHere = obligationsIn(project, fn.file).filter(({ ref }) => inside.some((r) => r.call === ref.call)).flatMap((o) => byHand(project, o));
  const holders = [...inside.flatMap((ref) => duringCall(project, ref, depth + 1)), ...byHandHere];
  const found = holders.flatMap(({ held, happenings }) => happenings.flatMap((h): readonly CalledWhileHeld[] =>
    h.is === 'param' && h.param.fn === fn.fn && h.param.file === fn.file && h.param.path.length === 0 ? [{ at: h.param.at, held, sure: h.sure }] : []));
  const distinct = new Map(found.map((f) => [`${String(f.at)}/${callKey(f.held.ref)}`, f]));
  memo.set(key, [...distinct.values()]);
  return [...distinct.values()];
}
