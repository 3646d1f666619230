import type { Project } from './project.js';

/** Works out something of each file of a project once. */
export function oncePerFile<T>(compute: (project: Project, file: string) => T): (project: Project, file: string) => T {
  const known = oncePerProject(() => new Map<string, T>());
  return (project, file) => {
    const memo = known(project);
    const found = memo.get(file);
    if (found !== undefined || memo.has(file)) return found as T;
    const made = compute(project, file);
    memo.set(file, made);
    return made;
  };
}

/** Works out something of a project once. */
export function oncePerProject<T extends object>(compute: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, T>();
  return (project) => {
    let found = known.get(project);
    if (!found) known.set(project, (found = compute(project)));
    return found;
  };
}
