import { Catalog } from './catalog.js';
import { entries } from './entries/index.js';
import type { CatalogEntry } from './types.js';

let builtIn: Catalog | undefined;

/**
 * The catalog with what a configuration adds. Without an addition everybody shares one, with all that it has indexed and read.
 * @throws {Error} when an entry extends one that is not there
 */
export function catalogOf(own: readonly CatalogEntry[] = []): Catalog {
  return own.length > 0 ? new Catalog(entries, own) : (builtIn ??= new Catalog(entries));
}
