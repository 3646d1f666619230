import type { FileFacts, Value } from '../../model/facts.js';

const deepest = 6;

/** Whether something is part of an expression, also behind the constants that it is put together from and the arguments of its calls. */
export function mentions(facts: FileFacts, value: Value, isIt: (value: Value) => boolean, depth = 0): boolean {
  if (isIt(value)) return true;
  if (depth > deepest) return false;
  const of = (v: Value): boolean => mentions(facts, v, isIt, depth + 1);
  switch (value.is) {
    case 'ref': return facts.bindings[value.to]?.kind === 'const' && (facts.bindings[value.to]?.values.some(of) ?? false);
    case 'member': case 'await': case 'unary': case 'spread': case 'rest': return of(value.of);
    case 'element': return of(value.of) || (value.key !== undefined && of(value.key));
    case 'binary': return of(value.left) || of(value.right);
    case 'fallback': return of(value.first) || of(value.then);
    case 'either': return value.of.some(of) || (value.and !== undefined && of(value.and));
    case 'text': return value.parts.some(of);
    case 'array': return value.items.some(of);
    case 'object': return value.props.some((p) => (p.value !== undefined && of(p.value)) || (p.spread !== undefined && of(p.spread)));
    case 'call': {
      const fact = facts.calls[value.call];
      return fact !== undefined && (fact.args.some(of) || (fact.callee.is === 'member' && of(fact.callee.of)));
    }
    default: return false;
  }
}
