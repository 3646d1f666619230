import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { calculated, constant, counter, oneOf, own, placeOfValue, type Growth, type Variables } from './growth.js';
import { mentions } from './mentions.js';
import { growthOf } from './wait-growth.js';

type Change = Extract<Step, { is: 'set' | 'put' }>;

/** What a function gives itself when it calls itself again, by the place of its parameter. */
export type Handed = ReadonlyMap<string, Value>;

/**
 * What the steps of an attempt change for the next one: counters and waits that grow.
 * @param within the loop whose steps they are: a name that is declared inside of it is a new one in each round
 */
export function variablesOf(project: Project, file: string, facts: FileFacts, steps: readonly Step[], within?: Range, handed: Handed = new Map()): Variables {
  const changes = new Map<string, Change[]>();
  for (const step of stepsIn(steps)) {
    if (typeof step === 'number' || (step.is !== 'set' && step.is !== 'put')) continue;
    const place = step.is === 'set' ? `${file} name ${String(step.to)}` : placeOfValue(file, step.target);
    if (place === undefined || (step.is === 'set' && within && isDeclaredIn(facts, steps, step.to, within))) continue;
    changes.set(place, [...(changes.get(place) ?? []), step]);
  }
  const known = new Map<string, Growth | undefined>();
  const variables: Variables = (place) => {
    if (!known.has(place)) {
      known.set(place, own);
      known.set(place, grows(project, file, facts, place, changes.get(place) ?? [], handed.get(place), variables));
    }
    return known.get(place);
  };
  return variables;
}

function grows(project: Project, file: string, facts: FileFacts, place: string, changes: readonly Change[], handed: Value | undefined, variables: Variables): Growth | undefined {
  const isItself = (value: Value): boolean => placeOfValue(file, value) === place || (value.is === 'ref' && facts.bindings[value.to]?.values.some((v) => placeOfValue(file, v) === place || (v.is === 'fallback' && placeOfValue(file, v.first) === place)) === true);
  const found = [...changes.flatMap((step) => ofChange(project, file, facts, step, isItself, variables)), ...(handed && !isItself(handed) && mentions(facts, handed, isItself) ? [growthOf(project, file, handed, variables)] : [])];
  return found.length === 0 ? undefined : oneOf(found.map((g) => (g.rate === 'own' ? constant() : g)));
}

function ofChange(project: Project, file: string, facts: FileFacts, step: Change, isItself: (value: Value) => boolean, variables: Variables): readonly Growth[] {
  if (step.change) return [calculated(step.change.op, own, growthOf(project, file, step.change.by, variables))];
  if (step.counts) return [counter(step.counts)];
  return step.value && mentions(facts, step.value, isItself) ? [growthOf(project, file, step.value, variables)] : [];
}

/** The head of a `for` stands inside of it as well: what is declared there lives on. */
function isDeclaredIn(facts: FileFacts, steps: readonly Step[], to: number, [start, end]: Range): boolean {
  const { range, values } = facts.bindings[to] ?? { range: [0, 0], values: [] };
  if (range[0] < start || range[0] >= end || range[0] - start <= 'for (const '.length) return false;
  const isConstant = values[0]?.is === 'literal' || values[0]?.is === 'undefined';
  return !isConstant || stepsIn(steps).some((s) => typeof s !== 'number' && s.is === 'set' && s.to === to && s.at === range[0]);
}
