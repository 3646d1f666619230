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
    case 'member': return of(value.of) || isAssigned(scene, value.name);
    case 'await': case 'unary': return of(value.of);
    case 'binary': return of(value.left) || of(value.right);
    default: return false;
  }
}

function isAssigned({ facts, fn, root, file }: Scene, name: string): boolean {
  return facts.assigns.some((a) => a.target.is === 'member' && a.target.name === name && a.fn !== fn && root.file === file && isInside(facts, a.fn, root.fn));
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
