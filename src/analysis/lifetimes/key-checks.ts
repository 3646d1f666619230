import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, type FunctionRef } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import { isNothing } from '../nothing.js';
import type { Project } from '../project.js';

/** Whether a function asks a list that stands in the code for the key: `if (!kinds.includes(kind)) return`. Whether it heeds the answer is not asked. */
export function isAmongConstants({ evaluator }: Project, { file, fn }: FunctionRef, key: Value): boolean {
  const facts = evaluator.facts(file);
  const wanted = new Set(formsOf(key, (to) => facts?.bindings[to]?.values ?? []).map((v) => JSON.stringify(v)));
  if (facts && stepsIn(facts.functions[fn]?.steps ?? []).some((step) => refusesOthers(step, wanted))) return true;
  return (facts?.calls ?? []).some((call) => {
    const { callee, args: [first] } = call;
    if (call.fn !== fn || !call.tested || callee.is !== 'member' || (callee.name !== 'includes' && callee.name !== 'has' && callee.name !== 'hasOwn')) return false;
    const of = flatten(evaluator.evaluate(file, callee.of));
    const isList = of.some((v) => v.is === 'array' && v.items.length > 0) || of.some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.some((s) => 'call' in s && evaluator.call(s.call)?.args.length));
    return isList && !mayBeMissing(facts, callee.of) && wanted.has(JSON.stringify(first));
  });
}

/** A list that an option may leave out lets every key pass: `this.allowed = options.allowed ? new Set(options.allowed) : null`. */
function mayBeMissing(facts: FileFacts | undefined, list: Value): boolean {
  if (list.is !== 'member' || list.of.is !== 'this') return false;
  const field = facts?.classes[list.of.cls]?.members.find((m) => m.name === list.name && m.kind === 'field');
  return field?.values.some((v) => v.is === 'either' && v.of.some(isNothing)) === true;
}

/** `if (kind !== 'draft' && kind !== 'final') return`. */
function refusesOthers(step: Step, wanted: ReadonlySet<string>): boolean {
  if (typeof step === 'number' || step.is !== 'branch') return false;
  const last = step.ways[0]?.at(-1);
  return typeof last === 'object' && (last.is === 'return' || last.is === 'throw') && isNoneOf(step.test, wanted);
}

function isNoneOf(test: Value, wanted: ReadonlySet<string>): boolean {
  if (test.is === 'binary') return /^!==?$/.test(test.op) && test.right.is === 'literal' && typeof test.right.value === 'string' && wanted.has(JSON.stringify(test.left));
  return test.is === 'either' && test.and !== undefined && isNoneOf(test.and, wanted) && test.of.every((v) => v.is === 'undefined' || isNoneOf(v, wanted));
}

/** `const kind = kinds.includes(req.query.kind) ? req.query.kind : 'other'` is asked by another name. */
function formsOf(value: Value, valuesOf: (to: number) => readonly Value[], depth = 0): readonly Value[] {
  if (depth > 4) return [value];
  const of = value.is === 'ref' ? valuesOf(value.to) : value.is === 'either' ? value.of : value.is === 'fallback' ? [value.first, value.then] : [];
  return [value, ...of.flatMap((v) => formsOf(v, valuesOf, depth + 1))];
}
