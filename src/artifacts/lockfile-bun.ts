import { exactVersion } from './exact-version.js';
import { isRecord } from './json-text.js';
import type { Lockfile } from './lockfile.js';

/**
 * bun.lock, the text format of Bun 1.2 and later: `workspaces` by folder, and `packages` by the path on which a package is found,
 * `axios` or, where a workspace package has its own, `<its name>/axios`; the first item of each is `name@version`.
 */
export function bunLockfile(json: Readonly<Record<string, unknown>>): Lockfile {
  const workspaces = isRecord(json['workspaces']) ? json['workspaces'] : {};
  const packages = isRecord(json['packages']) ? json['packages'] : {};
  return {
    version({ importer, pkg }) {
      const workspace = workspaces[importer];
      if (!isRecord(workspace)) return undefined;
      const entry = packages[`${String(workspace['name'])}/${pkg}`] ?? packages[pkg];
      const resolved: unknown = Array.isArray(entry) ? entry[0] : undefined;
      return typeof resolved === 'string' ? exactVersion(resolved) : undefined;
    },
  };
}
