import { readFileSync } from 'node:fs';
import semver from 'semver';

import { Skipped } from './case.js';

/** A package under test: its own name, which may stand under another one in package.json, and its version. */
export interface Installed {
  readonly name: string;
  readonly version: string;
}

/**
 * What is installed under a name of package.json. `node` is Node.js itself.
 * @throws {Skipped} when it is not there, or needs another Node.js
 */
export function installed(library: string): Installed {
  if (library === 'node') return { name: 'node', version: process.versions.node };
  const { name, version, engines } = manifestOf(library);
  const engine = engines?.node ?? '*';
  if (!semver.satisfies(process.versions.node, engine)) throw new Skipped(`${name} ${version} needs Node.js ${engine}`);
  return { name, version };
}

function manifestOf(library: string): Installed & { readonly engines?: { readonly node?: string } } {
  try {
    return JSON.parse(readFileSync(new URL(`node_modules/${library}/package.json`, import.meta.url), 'utf8')) as Installed & { readonly engines?: { readonly node?: string } };
  } catch {
    throw new Skipped(`${library} is not installed`);
  }
}
