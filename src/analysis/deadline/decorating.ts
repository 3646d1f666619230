import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import { isInside } from './timers.js';

/** Where a decorator calls the method that it takes the place of, or hands it on as an argument. */
export interface Through {
  readonly ref: CallRef;
  /** The argument that the method is; absent where it is called. */
  readonly index?: number;
}

type Decorator = Extract<Abstract, { is: 'function' }>;

/** The places at which the project's decorators let a method run. One that only remembers something has none. */
export function throughDecorators(evaluator: Evaluator, { file, fn }: FunctionRef): readonly Through[] {
  const facts = evaluator.facts(file);
  const cls = facts?.functions[fn]?.cls;
  const member = cls === undefined ? undefined : facts?.classes[cls]?.members.find((m) => m.fn === fn);
  const decorators = (member?.decorators ?? []).flatMap((d) => flatten(evaluator.evaluate(file, d)));
  return decorators.flatMap((d) => (d.is === 'function' ? throughOne(evaluator, d) : []));
}

function throughOne(evaluator: Evaluator, decorator: Decorator): readonly Through[] {
  const facts = evaluator.facts(decorator.file);
  return (facts?.calls ?? []).flatMap(({ callee, args, fn }, call): readonly Through[] => {
    if (!isInside(facts, fn, decorator.fn)) return [];
    const ref = { file: decorator.file, call };
    if (evaluator.evaluate(decorator.file, callee).some((v) => isMethod(v, decorator, ['', 'call', 'apply']))) return [{ ref }];
    return args.flatMap((a, index) => (evaluator.evaluate(decorator.file, a).some((v) => isMethod(v, decorator, [''])) ? [{ ref, index }] : []));
  });
}

/** The method is the property descriptor's value, or by the standard the first parameter itself. */
function isMethod(value: Abstract, { file, fn }: Decorator, tails: readonly string[]): boolean {
  if (value.is !== 'param' || value.file !== file || value.fn !== fn) return false;
  const tail = value.at === 2 && value.path[0] === 'value' ? value.path.slice(1) : value.at === 0 ? value.path : undefined;
  return tail !== undefined && tails.includes(tail.join('.'));
}
