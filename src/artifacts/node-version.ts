import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../files/read-whole.js';
import type { Manifest } from './package-json.js';
import { lowestVersion } from './range.js';
import type { KnownVersion } from './versions.js';

/**
 * The version of Node.js that a project runs on. The nearest folder that says something counts; in one folder, what pins the
 * version (Volta, .nvmrc, .node-version) counts more than `engines.node`, which only promises a minimum. `types` is the version
 * of `@types/node`, whose major and minor follow Node's: the last resort. An exact pin is reported as a range, too: it is what
 * somebody asked for, not what was found installed.
 */
export function nodeVersion(
  manifests: readonly { readonly folder: string; readonly found: Manifest }[],
  folders: readonly string[],
  types: KnownVersion | undefined,
): KnownVersion | undefined {
  for (const folder of folders) {
    const manifest = manifests.find((candidate) => candidate.folder === folder)?.found;
    const pins = [manifest?.volta?.['node'], versionFile(folder, '.nvmrc'), versionFile(folder, '.node-version')];
    for (const range of [...pins, manifest?.engines?.['node']]) {
      const version = range === undefined ? undefined : lowestVersion(range);
      if (range !== undefined && version !== undefined) return { version, range, from: 'range' };
    }
  }
  return types === undefined ? undefined : { version: types.version, range: types.range ?? types.version, from: 'range' };
}

function versionFile(folder: string, name: string): string | undefined {
  // Every folder of a project is asked, and hardly one has such a file: a failed reading costs ten times as much as this.
  if (!existsSync(join(folder, name))) return undefined;
  try {
    const [first = ''] = readWhole(join(folder, name)).trim().split(/\s/);
    const codename = /^lts\/(\w+)$/i.exec(first)?.[1]?.toLowerCase();
    return codename === undefined ? first : majorOfCodename[codename];
  } catch {
    return undefined;
  }
}

/** https://github.com/nodejs/Release/blob/main/CODENAMES.md */
const majorOfCodename: Readonly<Record<string, string>> = {
  argon: '4',
  boron: '6',
  carbon: '8',
  dubnium: '10',
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};
