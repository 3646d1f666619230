import type { FunctionRef } from './abstract.js';
import type { Evaluator } from './evaluate.js';

/** Whether other files can call a function: it is exported, or a member of a class or object that is. */
export function isExported(evaluator: Evaluator, { file, fn }: FunctionRef): boolean {
  const facts = evaluator.facts(file);
  const cls = facts?.functions[fn]?.cls;
  return (facts?.exports ?? []).some(({ value }) => {
    if (!value) return false;
    return evaluator.evaluate(file, value).some((v) => {
      if (v.is === 'function') return v.file === file && v.fn === fn;
      if (v.is === 'class' || v.is === 'instance') return v.file === file && v.cls === cls;
      return v.is === 'object' && v.props.some((p) => p.value && evaluator.evaluate(v.file, p.value).some((m) => m.is === 'function' && m.file === file && m.fn === fn));
    });
  });
}
