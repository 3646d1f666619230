import { flatten, pathText, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

const methods = /^(?:json|send|end|write|status|log|debug|info|warn|error|trace|includes|concat|render|emit|observe)$/;
const functions = /^(?:Object\.(?:keys|values|entries|freeze|fromEntries|hasOwn)|Array\.(?:from|isArray|of)|Array|Map|Set|JSON\.stringify|Math\.\w+|structuredClone|console\.\w+|String|Boolean|Number|Promise\.\w+)$/;

/**
 * Whether a call only reads, or copies, the collection that it is given.
 * @param inside the collection stands somewhere in the argument
 */
export function isOnlyRead({ evaluator }: Project, ref: CallRef, index: number, inside: boolean): boolean {
  const fact = evaluator.call(ref);
  const callees = fact ? flatten(evaluator.evaluate(ref.file, fact.callee)) : [];
  // The second argument of `Object.assign(target, cache)` is copied.
  if (callees.some((v) => v.is === 'library' && v.package === 'globalThis' && (functions.test(pathText(v.path)) || (index > 0 && pathText(v.path) === 'Object.assign')))) return true;
  return fact?.callee.is === 'member' && methods.test(fact.callee.name) && !callees.some((v) => v.is === 'function') && (inside || index >= 0);
}
