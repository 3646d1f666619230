import { importedBy } from '../analysis/imported-files.js';
import type { Project } from '../analysis/project.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import type { Role } from '../files/scope.js';
import { isServerModule } from './scope.js';

/**
 * Of the files that stand where a package keeps what browsers are sent, those that no code of the server imports, by whatever way,
 * and that import nothing of a server themselves.
 * @param files what was discovered, with the place of each
 */
export function servedFiles(project: Project, files: ReadonlyMap<string, FileFacts>, discovered: readonly { readonly path: string; readonly role: Role }[]): ReadonlySet<string> {
  const served = new Set(discovered.flatMap(({ path, role }) => (role === 'served' ? [path] : [])));
  if (served.size === 0) return served;
  const importing = [...files].filter(([file, { imports }]) => !served.has(file) || imports.some((name) => isServerModule(name)));
  for (const file of importedBy(project, importing.map(([name]) => name))) served.delete(file);
  return served;
}

/** What a report says of them. */
export function servedProblem(served: ReadonlySet<string>): readonly Problem[] {
  const [first] = [...served].sort();
  if (first === undefined) return [];
  const others = served.size === 1 ? '' : ` (and ${String(served.size - 1)} more)`;
  return [{ kind: 'skipped', severity: 'warning', file: first, message: `is sent to browsers, by the folder "public" it stands in, and no code of the server imports it: read, and not judged${others}` }];
}
