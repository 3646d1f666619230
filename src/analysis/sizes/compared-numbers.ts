import type { FileFacts, Value } from '../../model/facts.js';
import { leavesOf } from '../emitters/usages.js';
import { testsOf } from '../lifetimes/branch-tests.js';

const known = new WeakMap<FileFacts, ReadonlySet<string>>();

/** Whether a number, or a text of it, is compared with something by size somewhere in its file: `if (limit > 100) limit = 100`. */
export function isNumberCompared(facts: FileFacts, value: Value): boolean {
  let compared = known.get(facts);
  if (!compared) known.set(facts, (compared = new Set(comparedIn(facts))));
  return namesOf(value).some((name) => compared.has(name)) || (value.is === 'ref' && (facts.bindings[value.to]?.values ?? []).some((v) => namesOf(v).some((name) => compared.has(name))));
}

function comparedIn(facts: FileFacts): readonly string[] {
  const tests = [...testsOf(facts.steps), ...facts.functions.flatMap(({ steps = [] }) => testsOf(steps))];
  return tests.flatMap(comparedOf);
}

function comparedOf(test: Value): readonly string[] {
  switch (test.is) {
    case 'binary': return /^[<>]=?$/.test(test.op) && !isZero(test.left) && !isZero(test.right) ? [...namesOf(test.left), ...namesOf(test.right)] : [...comparedOf(test.left), ...comparedOf(test.right)];
    case 'unary': return comparedOf(test.of);
    case 'either': return [...(test.and ? [test.and] : []), ...test.of].flatMap(comparedOf);
    case 'fallback': return [test.first, test.then].flatMap(comparedOf);
    default: return [];
  }
}

/** `limit > 0` bounds nothing. */
function isZero(value: Value): boolean {
  return value.is === 'literal' && typeof value.value === 'number' && value.value < 2;
}

function namesOf(value: Value): readonly string[] {
  return leavesOf(value).map(({ root, reads }) => [root, ...reads].join('.'));
}
