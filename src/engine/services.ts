import { isForDevelopers } from '../analysis/deployment/packages.js';
import { grouped } from '../analysis/grouped.js';
import { serves } from '../analysis/handlers.js';
import { importedBy } from '../analysis/imported-files.js';
import type { Project } from '../analysis/project.js';
import { serversOf } from '../analysis/servers.js';
import type { Manifest } from '../artifacts/package-json.js';
import { byCodeUnits, foldersOf } from '../files/posix-path.js';
import type { FileFacts } from '../model/facts.js';

/** A package of a repository that runs by itself: it serves requests, or works on messages or jobs. */
export interface Service {
  /** Its folder, posix, relative to the scanned root. */
  readonly dir: string;
  readonly name: string;
  /** Its sources, and what they import of other packages, whatever the way. */
  readonly files: ReadonlySet<string>;
}

/**
 * The services of a monorepo, by their folders: packages that open a server or handle requests, messages or jobs. One whose handlers another service
 * imports is a part of that one. Empty where there are not two: the project is the service then.
 */
export function servicesOf(project: Project, files: ReadonlyMap<string, FileFacts>, manifests: readonly Manifest[]): readonly Service[] {
  const names = new Map(manifests.map(({ dir, name }) => [dir, name]));
  const packageOf = (file: string): string => foldersOf(file).find((folder) => names.has(folder)) ?? '';
  const serving = servingFiles(project);
  const dirs = [...new Set(serving.map(packageOf))];
  if (dirs.length < 2) return [];
  const byPackage = grouped(files.keys(), packageOf);
  const candidates = dirs.map((dir) => ({ dir, name: names.get(dir) ?? (dir === '' ? 'root' : dir), own: serving.filter((file) => packageOf(file) === dir), files: importedBy(project, byPackage.get(dir) ?? []) }));
  const services = candidates.filter((one) => !candidates.some((other) => other !== one && one.own.every((file) => other.files.has(file)) && !other.own.every((file) => one.files.has(file))));
  return services.length < 2 ? [] : services.map(({ dir, name, files: all }) => ({ dir, name, files: all })).sort((a, b) => byCodeUnits(a.dir, b.dir));
}

/** Files that serve, in production. */
function servingFiles(project: Project): readonly string[] {
  const handled = project.handlers.filter(serves).map(({ file }) => file);
  return [...new Set([...serversOf(project).map(({ ref }) => ref.file), ...handled])].filter((file) => !project.isScript(file) && !isForDevelopers(file));
}
