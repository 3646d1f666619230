import type { Value } from '../../model/facts.js';
import { flatten, pathText } from '../abstract.js';
import type { Project } from '../project.js';

const deepest = 6;

/** Whether an expression comes to the text of a record: what `JSON.stringify` gives, by names and functions of the project; in a template behind nothing but a line's end. */
export function isRecordText(project: Project, file: string, value: Value, depth = 0): boolean {
  const { evaluator } = project;
  const facts = evaluator.facts(file);
  if (!facts || depth > deepest) return false;
  const of = (v: Value): boolean => isRecordText(project, file, v, depth + 1);
  switch (value.is) {
    case 'ref': {
      const values = facts.bindings[value.to]?.values.filter((v) => v.is !== 'undefined') ?? [];
      return values.length > 0 && values.every(of);
    }
    case 'text': return value.parts.some(of) && value.parts.every((part) => of(part) || isBlank(part));
    case 'binary': return value.op === '+' && ((of(value.left) && isBlank(value.right)) || (isBlank(value.left) && of(value.right)));
    case 'either': return value.of.every(of);
    case 'await': return of(value.of);
    case 'call': {
      const call = facts.calls[value.call];
      return call !== undefined && flatten(evaluator.evaluate(file, call.callee)).some((callee) => {
        if (callee.is === 'library') return (callee.package === 'globalThis' && pathText(callee.path) === 'JSON.stringify') || /^(?:safe-stable-stringify|fast-safe-stringify|json-stringify-safe|fast-json-stringify)$/.test(callee.package);
        if (callee.is !== 'function') return false;
        const returns = evaluator.facts(callee.file)?.functions[callee.fn]?.returns ?? [];
        return returns.length > 0 && returns.every((v) => isRecordText(project, callee.file, v, depth + 1));
      });
    }
    default: return false;
  }
}

function isBlank(value: Value): boolean {
  return value.is === 'literal' && typeof value.value === 'string' && value.value.trim() === '';
}
