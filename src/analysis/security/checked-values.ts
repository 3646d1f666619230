import type { CallFact, FileFacts, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { everyStep, stepsIn } from '../every-step.js';
import type { Project } from '../project.js';

/** Whether something asks about a value before it is used: a function that is asked for the truth, one that may throw, a comparison with a text. What it asks is not read. */
export function isChecked(project: Project, file: string, value: Value): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  const forms = formsOf(facts, value);
  return facts.calls.some((call) => (call.tested ? isAskedOf(call, forms) : call.dropped === true && isAskedOf(call, forms) && mayThrow(project, file, call))) || tested(facts).some((test) => compares(test, forms));
}

/** `/^\w+$/.test(sort)`, `isColumn(sort)`, `columns.has(sort)` */
function isAskedOf({ args }: CallFact, forms: ReadonlySet<string>): boolean {
  return args.some((a) => forms.has(JSON.stringify(a)));
}

/** `assertColumn(sort)` */
function mayThrow({ evaluator }: Project, file: string, { callee }: CallFact): boolean {
  return flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'function' && stepsIn(evaluator.facts(v.file)?.functions[v.fn]?.steps ?? []).some((s) => typeof s !== 'number' && s.is === 'throw'));
}

/** The value, and what its name stands for. */
function formsOf(facts: FileFacts, value: Value): ReadonlySet<string> {
  const values = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  const named = facts.bindings.flatMap((b, to): readonly Value[] => (b.values.length === 1 && b.values[0] && JSON.stringify(b.values[0]) === JSON.stringify(value) ? [{ is: 'ref', to }] : []));
  return new Set([value, ...values.filter((v) => v.is !== 'literal' && v.is !== 'undefined' && v.is !== 'unknown'), ...named].map((v) => JSON.stringify(v)));
}

const tests = new WeakMap<FileFacts, readonly Value[]>();

function tested(facts: FileFacts): readonly Value[] {
  let found = tests.get(facts);
  if (!found) tests.set(facts, (found = [...everyStep(facts)].flatMap(({ step }) => testOf(step))));
  return found;
}

function testOf(step: Step): readonly Value[] {
  if (typeof step === 'number') return [];
  return step.is === 'branch' ? [step.test] : step.is === 'switch' ? [step.of] : [];
}

/** `sort === 'name'`, `!['asc', 'desc'].includes(order)`, `switch (sort)`; `sort !== ''` asks nothing. */
function compares(test: Value, forms: ReadonlySet<string>): boolean {
  switch (test.is) {
    case 'binary': return (/^[!=]==?$/.test(test.op) && ((isText(test.right) && forms.has(JSON.stringify(test.left))) || (isText(test.left) && forms.has(JSON.stringify(test.right))))) || (test.op === 'in' && forms.has(JSON.stringify(test.left)));
    case 'either': return [...(test.and ? [test.and] : []), ...test.of].some((t) => compares(t, forms));
    case 'fallback': return compares(test.first, forms) || compares(test.then, forms);
    case 'unary': return compares(test.of, forms);
    default: return false;
  }
}

function isText(value: Value): boolean {
  return value.is === 'literal' && typeof value.value === 'string' && value.value !== '' && !/^(?:string|undefined|object|number|boolean|true|false)$/.test(value.value);
}
