import type { FileFacts, Use, Value } from '../../model/facts.js';
import { isInside } from '../deadline/timers.js';
import { bearerOf } from './bearer.js';
import type { Scene } from './duties.js';
import { functionsGiven } from './handed-functions.js';

/**
 * Whether a function puts something that bears the duty where other code may find it: `clients[id] = res`, `this.res = res`, `socket.onmessage = () => res.end()`.
 * Assignments to elements are no facts: they are told by uses of the name that nothing else explains.
 */
export function keepsBearer(scene: Scene): boolean {
  const { bearers, file, facts, fn } = scene;
  const kept = facts.assigns.some((a) => a.fn === fn && (bearerOf(bearers, file, facts, a.value) !== undefined || scene.duties.hooks.keeps?.(scene, a.value) === true || functionsGiven(scene, a.value).some((f) => f.doing.is !== 'nothing')));
  return kept || facts.bindings.some((b, at) => (b.uses ?? []).some((u) => u.as === 'stored') && (b.kind === 'param' || scene.duties.hooks.begins !== undefined) && isInside(facts, fn, b.fn) && isBearer(scene, at) && isStored(facts, fn, at, b.uses ?? []));
}

function isBearer({ bearers, file, facts }: Scene, at: number): boolean {
  const bearer = bearerOf(bearers, file, facts, { is: 'ref', to: at });
  return bearer !== undefined && !(bearer.is === 'object' && bearer.object.read);
}

function isStored(facts: FileFacts, fn: number, at: number, uses: readonly Use[]): boolean {
  const given = (use: Use): boolean => facts.calls.some((c) => c.fn === fn && c.argRanges.some(([from, to]) => use.at >= from && use.at < to));
  const stored = uses.filter((u) => u.as === 'stored' && u.fn === fn && !given(u)).length;
  const named = facts.bindings.filter((b) => b.fn === fn && b.values.some((v) => holds(v, at))).length;
  return stored > named;
}

function holds(value: Value, at: number): boolean {
  switch (value.is) {
    case 'ref': return value.to === at;
    case 'object': return value.props.some((p) => p.value !== undefined && holds(p.value, at));
    case 'array': return value.items.some((v) => holds(v, at));
    case 'either': return value.of.some((v) => holds(v, at));
    case 'fallback': return holds(value.first, at) || holds(value.then, at);
    default: return false;
  }
}
