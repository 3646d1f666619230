import type { FileFacts, Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import type { CollectionUses, Growth } from './collection-uses.js';

/** How far a value is followed through names. */
const deepest = 6;

/**
 * Whether what is added is a copy of what was fetched because it was not there: it is looked up under the same key in the same function, and what is put in
 * comes from an `await`.
 */
export function isFetchedCopy({ evaluator }: Project, uses: CollectionUses, { file, fn, key, value }: Growth): boolean {
  const facts = evaluator.facts(file);
  if (!facts || !key || !value) return false;
  const wanted = JSON.stringify(key);
  return uses.looked.some((l) => l.file === file && l.fn === fn && JSON.stringify(l.key) === wanted) && isAwaited(facts, value, 0);
}

function isAwaited(facts: FileFacts, value: Value, depth: number): boolean {
  const inner = (v: Value): boolean => depth < deepest && isAwaited(facts, v, depth + 1);
  switch (value.is) {
    case 'await': return value.of.is === 'call';
    case 'ref': return facts.bindings[value.to]?.values.some(inner) ?? false;
    case 'member': case 'element': case 'spread': return inner(value.of);
    case 'object': return value.props.some((p) => (p.value ?? p.spread) !== undefined && inner(p.value ?? p.spread ?? value));
    case 'array': return value.items.some(inner);
    case 'either': return value.of.some(inner);
    case 'fallback': return inner(value.first) || inner(value.then);
    case 'call': {
      // `Object.keys(await members(id)).filter(isOnline)`
      const call = facts.calls[value.call];
      return call !== undefined && !call.construct && (call.args.some(inner) || (call.callee.is === 'member' && inner(call.callee.of)));
    }
    default: return false;
  }
}
