import { inRange } from './in-range.js';
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
  const { versions: _, ...whole } = atVersion(extended(base, byId), entry.extendsVersion);
  return { ...whole, ...entry, knobs: { ...whole.knobs, ...entry.knobs }, types: { ...whole.types, ...entry.types } };
}

/**
 * What an entry says of one version of its package, without saying of which: who wraps that version has versions of its own.
 * @param version undefined leaves the entry as it is
 */
function atVersion(entry: CatalogEntry, version: string | undefined): CatalogEntry {
  if (version === undefined) return entry;
  const models = Object.entries(entry).map(([section, value]: readonly [string, unknown]) => {
    if (section === 'knobs') return [section, Object.fromEntries(Object.entries(entry.knobs ?? {}).filter(([, knob]) => inRange(version, knob.versions)).map(([key, knob]) => [key, unversioned(knob)]))];
    return [section, Array.isArray(value) ? (value as readonly unknown[]).filter((model) => inRange(version, versionsOf(model))).map(unversioned) : value];
  });
  return Object.fromEntries(models) as CatalogEntry;
}

function versionsOf(model: unknown): string | undefined {
  return isModel(model) ? model.versions : undefined;
}

function unversioned<M>(model: M): M {
  if (!isModel(model)) return model;
  const { versions: _, ...rest } = model;
  return rest as M;
}

function isModel(model: unknown): model is { readonly versions?: string } {
  return typeof model === 'object' && model !== null;
}
