import type { FileFacts, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { isInside } from '../deadline/timers.js';
import type { Scene } from './duties.js';

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly number[]>>();

/**
 * Whether another function than the one at hand may change what a value says: a flag that a callback sets, a property of an object that is shared. What was found out of it
 * once need not hold later.
 */
export function changedElsewhere(scene: Scene, value: Value, depth = 0): boolean {
  const { facts } = scene;
  const of = (v: Value): boolean => changedElsewhere(scene, v, depth + 1);
  if (depth > 8) return true;
  switch (value.is) {
    case 'ref': return (settersOf(facts).get(value.to) ?? []).some((fn) => fn !== facts.bindings[value.to]?.fn);
    case 'member': return of(value.of) || isAssigned(scene, value);
    case 'await': case 'unary': return of(value.of);
    case 'binary': return of(value.left) || of(value.right);
    default: return false;
  }
}

function isAssigned({ facts, fn, root, file }: Scene, { name, of }: Extract<Value, { is: 'member' }>): boolean {
  return facts.assigns.some((a) => a.target.is === 'member' && a.target.name === name && a.fn !== fn && root.file === file && isInside(facts, a.fn, root.fn) && !isOfAnother(facts, a.target.of, of));
}

/** `posts.map((post) => { post.tid = tid; })` says nothing of `context.tid`: the function is given its objects by a call that has nothing to do with that one. */
function isOfAnother(facts: FileFacts, target: Value, tested: Value): boolean {
  const [given, ...others] = target.is === 'ref' ? (facts.bindings[target.to]?.values ?? []) : [];
  const passed = given?.is === 'param' && others.length === 0 ? facts.functions[given.fn]?.passedTo : undefined;
  const taker = passed && facts.calls[passed.call];
  if (!taker || tested.is !== 'ref') return false;
  const own = namesBehind(facts, tested);
  const theirs = [taker.callee.is === 'member' ? taker.callee.of : taker.callee, ...taker.args].flatMap((v) => [...namesBehind(facts, v)]);
  return !theirs.some((to) => own.has(to));
}

/** The names that an object may be kept in, or taken out of; what a call gives at once may be what it is given. */
function namesBehind(facts: FileFacts, value: Value, found = new Set<number>()): ReadonlySet<number> {
  const of = (v: Value | undefined): void => {
    if (v) namesBehind(facts, v, found);
  };
  switch (value.is) {
    case 'ref':
      if (found.has(value.to)) break;
      found.add(value.to);
      facts.bindings[value.to]?.values.forEach(of);
      break;
    case 'member': case 'element': case 'await': case 'spread': case 'rest': of(value.of); break;
    case 'array': value.items.forEach(of); break;
    case 'object': for (const { value: held, spread } of value.props) [held, spread].forEach(of); break;
    case 'either': value.of.forEach(of); break;
    case 'fallback': [value.first, value.then].forEach(of); break;
    case 'call': {
      const { callee, args = [], awaited } = facts.calls[value.call] ?? {};
      // What was waited for comes from elsewhere.
      if (!awaited) [callee?.is === 'member' && !isOfModule(facts, callee.of) ? callee.of : undefined, ...args.filter((a) => a.is !== 'member')].forEach(of);
      break;
    }
    default: break;
  }
  return found;
}

/** A service gives many objects. */
function isOfModule(facts: FileFacts, value: Value): boolean {
  if (value.is === 'member') return isOfModule(facts, value.of);
  return value.is === 'import' || value.is === 'global' || (value.is === 'ref' && facts.bindings[value.to]?.fn === -1);
}

/** The functions that assign a name. */
function settersOf(facts: FileFacts): ReadonlyMap<number, readonly number[]> {
  let found = known.get(facts);
  if (!found) {
    const setters = new Map<number, number[]>();
    for (const [fn, { steps = [] }] of facts.functions.entries()) for (const to of namesSet(steps)) setters.set(to, [...(setters.get(to) ?? []), fn]);
    known.set(facts, (found = setters));
  }
  return found;
}

/** The names that steps assign, on whatever way. */
function namesSet(steps: readonly Step[]): readonly number[] {
  return stepsIn(steps).flatMap((step) => (typeof step !== 'number' && step.is === 'set' ? [step.to] : []));
}
