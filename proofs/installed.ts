import { readFileSync } from 'node:fs';

import { Skipped } from './case.js';

/** A package under test: its own name, which may stand under another one in package.json, and its version. */
export interface Installed {
  readonly name: string;
  readonly version: string;
}

/**
 * What is installed under a name of package.json. `node` is Node.js itself.
 * @throws {Skipped} when it is not there
 */
export function installed(library: string): Installed {
  if (library === 'node') return { name: 'node', version: process.versions.node };
  try {
    const { name, version } = JSON.parse(readFileSync(new URL(`node_modules/${library}/package.json`, import.meta.url), 'utf8')) as Installed;
    return { name, version };
  } catch {
    throw new Skipped(`${library} is not installed`);
  }
}
