import type { Value } from '../../model/facts.js';
import { livesLong } from '../lifetimes/long-lived.js';
import type { Project } from '../project.js';

const deepest = 10;

/** Whether an expression is the same each time: made of constants, of what modules hold and of the environment, and not of what callers or answers bring. */
export function isFixed(project: Project, file: string, value: Value, depth = 0): boolean {
  const fixed = (v: Value): boolean => isFixed(project, file, v, depth + 1);
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return false;
  switch (value.is) {
    case 'literal': case 'undefined': case 'global': case 'import': case 'class': case 'function': return true;
    case 'ref': {
      const binding = facts.bindings[value.to];
      if (!binding || binding.kind === 'param' || binding.kind === 'catch') return false;
      return binding.kind === 'import' || binding.kind === 'function' || binding.kind === 'class' || (binding.fn === -1 && binding.kind === 'const') || (binding.values.length > 0 && binding.values.every(fixed));
    }
    // What an object has of which there is one, such as the configuration that a container gave it.
    case 'this': return !project.partial && livesLong(project, { file, cls: value.cls });
    case 'member': return fixed(value.of);
    case 'element': return fixed(value.of) && value.key !== undefined && fixed(value.key);
    case 'unary': case 'spread': case 'rest': return fixed(value.of);
    case 'binary': return fixed(value.left) && fixed(value.right);
    case 'text': return value.parts.every(fixed);
    case 'array': return value.items.every(fixed);
    case 'either': return value.of.every(fixed);
    case 'fallback': return fixed(value.first) && fixed(value.then);
    case 'object': return value.props.every((p) => (p.value === undefined || fixed(p.value)) && (p.spread === undefined || fixed(p.spread)));
    case 'call': {
      const call = facts.calls[value.call];
      return call !== undefined && !call.awaited && fixed(call.callee) && call.args.every(fixed);
    }
    default: return false;
  }
}
