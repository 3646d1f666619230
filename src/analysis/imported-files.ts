import type { Project } from './project.js';

/** The files of the project that a file imports, by whatever way, in the order in which they stand there. */
export function importsOf(project: Project, file: string): readonly string[] {
  return (project.evaluator.facts(file)?.imports ?? []).flatMap((specifier) => {
    const target = project.evaluator.sources.resolver.resolve(file, specifier);
    return target.kind === 'file' ? [target.file] : [];
  });
}

/** Files, and all that they import. `leads`: whether what a file imports counts. */
export function importedBy(project: Project, roots: Iterable<string>, leads: (file: string) => boolean = () => true): ReadonlySet<string> {
  const found = new Set(roots);
  for (const file of found) if (leads(file)) for (const target of importsOf(project, file)) found.add(target);
  return found;
}
