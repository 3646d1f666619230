import type { CatalogEntry } from './types.js';

/**
 * An entry with everything that it takes from another one.
 * @throws {Error} when that is not there, or is the entry itself
 */
export function extended(entry: CatalogEntry, byId: ReadonlyMap<string, CatalogEntry>): CatalogEntry {
  if (entry.extends === undefined) return entry;
  const base = byId.get(entry.extends);
  if (!base) throw new Error(`The catalog entry "${entry.id}" extends "${entry.extends}", which does not exist. Known entries: ${[...byId.keys()].join(', ')}.`);
  if (base === entry) throw new Error(`The catalog entry "${entry.id}" extends itself.`);
  // The base's versions are those of another package.
  const { versions: _, ...whole } = extended(base, byId);
  return { ...whole, ...entry, knobs: { ...whole.knobs, ...entry.knobs }, types: { ...whole.types, ...entry.types } };
}
