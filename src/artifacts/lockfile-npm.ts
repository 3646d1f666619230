import { foldersOf } from '../files/posix-path.js';
import { exactVersion } from './exact-version.js';
import { isRecord } from './json-text.js';
import type { Lockfile } from './lockfile.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * package-lock.json and npm-shrinkwrap.json. Versions 2 and 3 list each folder of node_modules under `packages`; version 1
 * nests `dependencies` and knows a workspace by its `file:` version.
 * https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */
export function npmLockfile(json: Json): Lockfile {
  const { packages, dependencies } = json;
  if (isRecord(packages)) return { version: ({ importer, pkg }) => versionInPackages(packages, importer, pkg) };
  if (isRecord(dependencies)) return { version: ({ importer, pkg }) => versionInTree(dependencies, importer, pkg) };
  return { version: () => undefined };
}

/** Looks where Node would: the importer's own node_modules, then those of the folders around it. */
function versionInPackages(packages: Json, importer: string, pkg: string): string | undefined {
  if (importer !== '' && packages[importer] === undefined) return undefined;
  for (const folder of importer === '' ? [''] : [importer, ...foldersOf(importer)]) {
    const found = packages[folder === '' ? `node_modules/${pkg}` : `${folder}/node_modules/${pkg}`];
    if (found !== undefined) return versionOf(found);
  }
  return undefined;
}

function versionInTree(dependencies: Json, importer: string, pkg: string): string | undefined {
  if (importer === '') return versionOf(dependencies[pkg]);
  const workspace = Object.values(dependencies).find((entry) => isRecord(entry) && entry['version'] === `file:${importer}`);
  if (!isRecord(workspace)) return undefined;
  const own = isRecord(workspace['dependencies']) ? workspace['dependencies'][pkg] : undefined;
  return versionOf(own ?? dependencies[pkg]);
}

function versionOf(entry: unknown): string | undefined {
  return isRecord(entry) && typeof entry['version'] === 'string' ? exactVersion(entry['version']) : undefined;
}
