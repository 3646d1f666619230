import type { FileFacts, Value } from '../../model/facts.js';

const known = new WeakMap<FileFacts, ReadonlySet<number>>();

/** The names that a file uses, apart from where it exports or returns them. Worked out once. */
export function mentionedNames(facts: FileFacts): ReadonlySet<number> {
  let found = known.get(facts);
  if (!found) {
    const to = new Set<number>();
    for (const part of [facts.calls, facts.bindings, facts.assigns, facts.classes, facts.functions]) gather(part, to);
    known.set(facts, (found = to));
  }
  return found;
}

/** Whether a test asks something of a name, also by a call: `if (isOpen(session))`. */
export function mentionsName(facts: FileFacts, value: Value, to: number, depth = 0): boolean {
  const named = new Set<number>();
  gather(value, named);
  if (named.has(to)) return true;
  const calls = depth < 3 ? [...JSON.stringify(value).matchAll(/"call":(\d+)/g)].flatMap(([, at]) => facts.calls[Number(at)] ?? []) : [];
  return calls.some(({ callee, args }) => [callee, ...args].some((v) => mentionsName(facts, v, to, depth + 1)));
}

/** Whether a value is a function, or holds it under one of its names. */
export function holdsFunction(value: Value, fn: number, names: readonly number[]): boolean {
  switch (value.is) {
    case 'function': return value.fn === fn;
    case 'ref': return names.includes(value.to);
    case 'object': return value.props.some((p) => p.value !== undefined && holdsFunction(p.value, fn, names));
    case 'array': return value.items.some((v) => holdsFunction(v, fn, names));
    case 'either': return value.of.some((v) => holdsFunction(v, fn, names));
    case 'fallback': return holdsFunction(value.first, fn, names) || holdsFunction(value.then, fn, names);
    case 'await': case 'spread': return holdsFunction(value.of, fn, names);
    default: return false;
  }
}

function gather(part: unknown, to: Set<number>): void {
  if (Array.isArray(part)) for (const item of part) gather(item, to);
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
  const record = part as Readonly<Record<string, unknown>>;
  if (record['is'] === 'return') return;
  if (record['is'] === 'ref' && typeof record['to'] === 'number') to.add(record['to']);
  for (const [key, inner] of Object.entries(record)) if (key !== 'returns' && typeof inner === 'object') gather(inner, to);
}
