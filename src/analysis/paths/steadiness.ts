import type { FileFacts, Step, Value } from '../../model/facts.js';
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
  return steps.flatMap((step): readonly number[] => {
    if (typeof step === 'number') return [];
    switch (step.is) {
      case 'set': return [step.to];
      case 'branch': return step.ways.flatMap(namesSet);
      case 'switch': return step.cases.flatMap(namesSet);
      case 'loop': case 'label': return namesSet(step.body);
      case 'try': return [...namesSet(step.body), ...namesSet(step.caught?.steps ?? []), ...namesSet(step.last ?? [])];
      default: return [];
    }
  });
}
