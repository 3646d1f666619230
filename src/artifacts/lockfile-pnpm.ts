import { asMap, asText, readSections, type YamlMap } from './block-yaml.js';
import { exactVersion } from './exact-version.js';
import type { Lockfile } from './lockfile.js';

/** In this order a package counts when it stands in several. */
const groups = ['dependencies', 'optionalDependencies', 'devDependencies'];

/**
 * pnpm-lock.yaml, versions 5 to 9. A workspace lists its packages under `importers`; up to version 8 of pnpm a single package
 * has its groups at the top level. An entry is the version itself (5) or a map with `specifier` and `version` (6 and later).
 * The `packages` section, nine tenths of the file, is not needed.
 */
export function pnpmLockfile(text: string): Lockfile {
  const sections = readSections(text, new Set(['importers', ...groups]));
  const importers = sections['importers'] === undefined ? { '.': sections } : asMap(sections['importers']);
  return {
    version({ importer, pkg }) {
      const own = importers[importer === '' ? '.' : importer];
      if (own === undefined) return undefined;
      // What the workspace's root asks for can be loaded from every package below it.
      const resolved = resolvedIn(asMap(own), pkg) ?? resolvedIn(asMap(importers['.']), pkg);
      return resolved === undefined ? undefined : exactVersion(resolved);
    },
  };
}

function resolvedIn(importer: YamlMap, pkg: string): string | undefined {
  for (const group of groups) {
    const entry = asMap(importer[group])[pkg];
    const resolved = asText(entry) ?? asText(asMap(entry)['version']);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}
