import { printable } from '../printable.js';

/** A copy of plain data whose texts can be shown: control and bidirectional characters are visible. Tabs stay, since code is indented by them. */
export function visible<T>(value: T): T {
  return shown(value) as T;
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.split('\t').map(printable).join('\t');
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [printable(key), shown(entry)]));
}
