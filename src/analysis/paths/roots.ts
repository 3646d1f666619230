import type { FileFacts, Value } from '../../model/facts.js';

const deepest = 8;

/** The parameters that a value is a part of: `req` of `req.query.kind.trim()`. What a function finds by it is no part. */
export function wholesOf(facts: FileFacts, value: Value, depth = 0): readonly Value[] {
  const of = (v: Value): readonly Value[] => wholesOf(facts, v, depth + 1);
  if (depth > deepest) return [];
  switch (value.is) {
    case 'param': return [value];
    case 'ref': return (facts.bindings[value.to]?.values ?? []).flatMap(of);
    case 'member': case 'element': case 'await': case 'rest': return of(value.of);
    case 'fallback': return [...of(value.first), ...of(value.then)];
    case 'call': {
      const callee = facts.calls[value.call]?.callee;
      return callee?.is === 'member' ? of(callee.of) : callee?.is === 'global' ? (facts.calls[value.call]?.args ?? []).flatMap(of) : [];
    }
    default: return [];
  }
}

/** The parameters that a value is taken from or made of: `req` of `const { kind } = req.body`. What was waited for is made of more than them. */
export function rootsOf(facts: FileFacts, value: Value, depth = 0): readonly Value[] {
  const of = (v: Value): readonly Value[] => rootsOf(facts, v, depth + 1);
  if (depth > deepest) return [];
  switch (value.is) {
    case 'param': return [value];
    case 'ref': return (facts.bindings[value.to]?.values ?? []).flatMap(of);
    case 'member': case 'element': case 'unary': case 'rest': case 'spread': return of(value.of);
    case 'await': return value.of.is === 'call' ? [] : of(value.of);
    case 'either': return [...(value.and ? of(value.and) : []), ...value.of.flatMap(of)];
    case 'fallback': return [...of(value.first), ...of(value.then)];
    case 'binary': return [...of(value.left), ...of(value.right)];
    case 'text': return value.parts.flatMap(of);
    case 'array': return value.items.flatMap(of);
    case 'object': return value.props.flatMap((p) => (p.value ? of(p.value) : p.spread ? of(p.spread) : []));
    case 'call': {
      const call = facts.calls[value.call];
      return call ? [...(call.callee.is === 'member' ? of(call.callee.of) : []), ...call.args.flatMap(of)] : [];
    }
    default: return [];
  }
}
