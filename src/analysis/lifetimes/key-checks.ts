import type { Value } from '../../model/facts.js';
import { flatten, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** Whether a function asks a list that stands in the code for the key: `if (!kinds.includes(kind)) return`. Whether it heeds the answer is not asked. */
export function isAmongConstants({ evaluator }: Project, { file, fn }: FunctionRef, key: Value): boolean {
  const wanted = JSON.stringify(key);
  return (evaluator.facts(file)?.calls ?? []).some((call) => {
    const { callee, args: [first] } = call;
    if (call.fn !== fn || !call.tested || callee.is !== 'member' || (callee.name !== 'includes' && callee.name !== 'has' && callee.name !== 'hasOwn')) return false;
    const of = flatten(evaluator.evaluate(file, callee.of));
    const isList = of.some((v) => v.is === 'array' && v.items.length > 0) || of.some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.some((s) => 'call' in s && evaluator.call(s.call)?.args.length));
    return isList && JSON.stringify(first) === wanted;
  });
}
