import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { placeOfValue, type Variables } from './growth.js';

/** How often a loop runs at most: by what its test compares a counter with. `undefined` where it compares none; the number only where it is known. */
export function roundsOf(project: Project, file: string, facts: FileFacts, { test }: Extract<Step, { is: 'loop' }>, variables: Variables): { readonly most?: number } | undefined {
  for (const part of test ? partsOf(test) : []) {
    const found = ofComparison(project, file, facts, part, variables);
    if (found) return found;
  }
  return undefined;
}

/** How many attempts there are at most, by the tests that decide after a failure whether there is another: `if (attempt >= 3) throw error`. */
export function mostBy(project: Project, file: string, facts: FileFacts, tests: readonly Value[], variables: Variables): { readonly most?: number } {
  const found = tests.flatMap((test) => partsOf(test)).flatMap((part) => ofComparison(project, file, facts, part, variables)?.most ?? []);
  // Whether it is counted before or after it is asked is one attempt more or less.
  return found.length > 0 ? { most: Math.min(...found) + 1 } : {};
}

/** Whether a comparison asks a counter. */
export function asksCounter(file: string, facts: FileFacts, test: Value, variables: Variables): boolean {
  return partsOf(test).some((part) => {
    const sides = part.is === 'binary' ? [part.left, part.right] : [part];
    return sides.some((side) => counterIn(file, facts, side, variables) !== undefined);
  });
}

/** `a && b`, `a || b` and `!a`, as their parts. */
export function partsOf(test: Value): readonly Value[] {
  switch (test.is) {
    case 'either': return [...(test.and ? partsOf(test.and) : []), ...test.of.filter((v) => v.is !== 'undefined').flatMap(partsOf)];
    case 'fallback': return [...partsOf(test.first), ...partsOf(test.then)];
    case 'unary': return test.op === '!' ? partsOf(test.of) : [test];
    default: return [test];
  }
}

function ofComparison(project: Project, file: string, facts: FileFacts, part: Value, variables: Variables): { readonly most?: number } | undefined {
  const [left, right, op] = part.is === 'binary' ? [part.left, part.right, part.op] : [part, undefined, ''];
  const swapped = counterIn(file, facts, left, variables) === undefined;
  const counter = counterIn(file, facts, swapped && right ? right : left, variables);
  if (counter === undefined) return undefined;
  const rate = variables(counter.place)?.rate;
  const end = right === undefined ? 0 : numberOf(project, file, swapped ? left : right);
  const start = startOf(project, file, facts, counter.value);
  if (start === undefined || end === undefined) return {};
  const inclusive = op === '<=' || op === '>=' ? 1 : 0;
  const most = (rate === 'falling' ? start - end : end - start) + inclusive;
  return most > 0 && most < 100_000 ? { most } : {};
}

function counterIn(file: string, facts: FileFacts, side: Value, variables: Variables): { readonly place: string; readonly value: Value } | undefined {
  if (side.is === 'unary' && (side.op === '++' || side.op === '--')) return counterIn(file, facts, side.of, variables);
  if (side.is === 'binary' && (side.op === '+' || side.op === '-')) return counterIn(file, facts, side.left, variables) ?? counterIn(file, facts, side.right, variables);
  const candidates = side.is === 'ref' ? [side, ...(facts.bindings[side.to]?.values ?? []).flatMap((v) => (v.is === 'fallback' ? [v.first] : [v]))] : [side];
  for (const value of candidates) {
    const place = placeOfValue(file, value);
    const rate = place === undefined ? undefined : variables(place)?.rate;
    if (place !== undefined && (rate === 'linear' || rate === 'falling')) return { place, value };
  }
  return undefined;
}

function startOf(project: Project, file: string, facts: FileFacts, counter: Value): number | undefined {
  const [first] = counter.is === 'ref' ? (facts.bindings[counter.to]?.values ?? []) : [];
  return first && numberOf(project, file, first.is === 'fallback' && first.first.is === 'param' ? first.then : first);
}

function numberOf(project: Project, file: string, value: Value): number | undefined {
  const [only, ...others] = flatten(project.evaluator.evaluate(file, value));
  return others.length === 0 && only?.is === 'literal' && typeof only.value === 'number' ? only.value : undefined;
}
