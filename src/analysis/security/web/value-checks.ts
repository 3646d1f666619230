import type { Value } from '../../../model/facts.js';
import { flatten, pathText } from '../../abstract.js';
import type { Project } from '../../project.js';

/** Whether a declared type has no room for markup: numbers, booleans, dates. */
export function isPlainType({ evaluator }: Project, file: string, type: Value | undefined): boolean {
  return type !== undefined && flatten(evaluator.evaluate(file, type)).some((v) => v.is === 'library' && v.package === 'globalThis' && /^(?:number|boolean|bigint|Date)$/.test(pathText(v.path).replace(/^:/, '')));
}

/** Whether a check is asked about a value somewhere in its file: `if (!isName(value)) return`, `/^\w+$/.test(value)`. What the check wants is not read. */
export function isTested({ evaluator }: Project, file: string, value: Value): boolean {
  const wanted = JSON.stringify(value);
  return (evaluator.facts(file)?.calls ?? []).some(({ tested, args, callee }) => tested === true && (args.some((a) => JSON.stringify(a) === wanted) || (callee.is === 'member' && JSON.stringify(callee.of) === wanted && /^(?:match|includes|startsWith|test)$/.test(callee.name))));
}
