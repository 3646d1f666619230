import { builtinModules } from 'node:module';
import semver from 'semver';
import type { VersionSource } from '../artifacts/versions.js';

const builtins = new Set(builtinModules);

/** The first Node.js with a global `fetch`: lower bounds below it (`engines: >=12`) say what is allowed, not what runs. */
const oldestTrusted = '18.0.0';

/** Versions as the catalog asks for them: Node's own stands for `globalThis` and the built-in modules. */
export function catalogVersions(versions: VersionSource): (file: string, packageName: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file, packageName) => {
    const key = `${packageName}\0${file.slice(0, file.lastIndexOf('/') + 1)}`;
    if (!known.has(key)) known.set(key, lookUp(versions, file, packageName));
    return known.get(key);
  };
}

function lookUp(versions: VersionSource, file: string, packageName: string): string | undefined {
  if (packageName !== 'globalThis' && !builtins.has(packageName)) return versions.of(file, packageName)?.version;
  const node = versions.of(file, 'node');
  return node && !(node.from === 'range' && semver.lt(node.version, oldestTrusted)) ? node.version : undefined;
}
