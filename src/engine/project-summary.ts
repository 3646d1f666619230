import { basename } from 'node:path';
import type { Manifest } from '../artifacts/package-json.js';
import type { VersionSource } from '../artifacts/versions.js';
import type { CatalogEntry } from '../catalog/types.js';
import type { FileFacts } from '../model/facts.js';
import type { Report } from '../model/report.js';

/** The package's name, else the folder's. */
export function projectName(root: string, manifests: readonly Manifest[]): string {
  return manifests.find((m) => m.dir === '')?.name ?? basename(root);
}

/** The libraries of the catalog that the code imports, with the versions that were assumed. */
export function librariesOf(files: ReadonlyMap<string, FileFacts>, versions: VersionSource, entries: readonly CatalogEntry[]): Report['project']['libraries'] {
  const known = new Set(entries.flatMap((e) => e.packages));
  const found = new Map<string, Report['project']['libraries'][number]>();
  for (const [file, facts] of files) {
    for (const name of facts.imports) {
      if (!known.has(name) || found.has(name)) continue;
      const version = versions.of(file, name);
      if (version) found.set(name, { name, version: version.version, from: version.from });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
