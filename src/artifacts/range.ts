import { minVersion, validRange } from 'semver';
import type { Catalogs } from './workspace-files.js';

/** The range behind `catalog:` and `catalog:name`; every other range as it is. Undefined when the catalog does not list the package. */
export function resolveCatalog(range: string, pkg: string, catalogs: Catalogs): string | undefined {
  if (!range.startsWith('catalog:')) return range;
  return catalogs[range.slice('catalog:'.length).trim() || 'default']?.[pkg];
}

/**
 * The lowest version that a range of package.json allows, through `npm:` aliases, `workspace:` and the `#semver:` of git
 * addresses. Undefined for tags, paths, addresses, and ranges such as `*` that allow everything: they say nothing.
 */
export function lowestVersion(range: string): string | undefined {
  const plain = range
    .replace(/^workspace:/, '')
    .replace(/^npm:(?:@?[^@]+@)?/, '')
    .replace(/^.*#semver:/, '')
    .trim();
  if (plain === '' || validRange(plain) === null) return undefined;
  const lowest = minVersion(plain)?.version;
  return lowest === '0.0.0' ? undefined : lowest;
}
