import type { FileFacts, Value } from '../../model/facts.js';

/** What is called on the result of a call, one after another, also through names that hold it. */
export interface Chain {
  readonly calls: readonly { readonly name: string; readonly call: number }[];
  /** Code that is not seen may chain more to it. */
  readonly open: boolean;
}

/** Where a value stands as it is, without an `await` before it. */
type Place = { readonly as: 'on'; readonly name: string; readonly call: number } | { readonly as: 'held'; readonly to: number } | { readonly as: 'handed-on' };

/** Methods of lists, whose result is no query any more. */
const ofLists = new Set(['map', 'filter', 'forEach', 'reduce', 'flatMap', 'some', 'every', 'slice', 'then', 'catch', 'finally', 'toArray']);

const known = new WeakMap<FileFacts, ReadonlyMap<string, readonly Place[]>>();

/** `find(filter).sort(order).limit(10)`: `sort` and `limit` of `find`. */
export function chainOf(facts: FileFacts, call: number): Chain {
  let places = known.get(facts);
  if (!places) known.set(facts, (places = placesIn(facts)));
  const calls: { name: string; call: number }[] = [];
  const keys = new Set([`call ${String(call)}`]);
  let open = false;
  for (const key of keys) {
    for (const place of places.get(key) ?? []) {
      if (place.as === 'on') {
        calls.push({ name: place.name, call: place.call });
        if (!ofLists.has(place.name)) keys.add(`call ${String(place.call)}`);
      } else if (place.as === 'held') keys.add(`ref ${String(place.to)}`);
      else open = true;
    }
  }
  return { calls, open };
}

function placesIn(facts: FileFacts): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  const note = (value: Value, place: Place): void => {
    for (const key of keysOf(value)) found.set(key, [...(found.get(key) ?? []), place]);
  };
  for (const [call, { callee, args }] of facts.calls.entries()) {
    if (callee.is === 'member') note(callee.of, { as: 'on', name: callee.name, call });
    // `Promise.all([query])` only waits for it.
    if (callee.is !== 'member' || callee.of.is !== 'global' || callee.of.name !== 'Promise') for (const argument of args) note(argument, { as: 'handed-on' });
  }
  for (const [to, { values }] of facts.bindings.entries()) for (const value of values) note(value, { as: 'held', to });
  for (const { returns, async: isAsync, passedTo } of facts.functions) if (!isAsync && !passedTo) for (const value of returns) note(value, { as: 'handed-on' });
  for (const { value } of facts.assigns) note(value, { as: 'handed-on' });
  for (const { members } of facts.classes) for (const { values } of members) for (const value of values) note(value, { as: 'handed-on' });
  return found;
}

function keysOf(value: Value): readonly string[] {
  switch (value.is) {
    case 'call': return [`call ${String(value.call)}`];
    case 'ref': return [`ref ${String(value.to)}`];
    case 'either': return value.of.flatMap(keysOf);
    case 'fallback': return [...keysOf(value.first), ...keysOf(value.then)];
    case 'object': return value.props.flatMap((p) => (p.value ? keysOf(p.value) : []));
    default: return [];
  }
}
