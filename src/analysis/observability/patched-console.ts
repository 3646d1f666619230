import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';

const known = new WeakMap<Project, boolean>();

/** The project gives the console other functions: `console.log = logger.info`, `Object.assign(console, logger)`. */
export function isConsoleReplaced(project: Project): boolean {
  let replaced = known.get(project);
  if (replaced === undefined) known.set(project, (replaced = isReplacedIn(project)));
  return replaced;
}

function isReplacedIn(project: Project): boolean {
  const isAssigned = [...project.evaluator.sources.files].some(([file, { assigns }]) => !project.isScript(file) && assigns.some(({ target }) => (target.is === 'member' || target.is === 'element') && isConsole(target.of)));
  return isAssigned || (project.calledNames.get('assign') ?? []).some((ref) => {
    const [first] = project.evaluator.call(ref)?.args ?? [];
    return first !== undefined && !project.isScript(ref.file) && isConsole(first);
  });
}

function isConsole(value: Value): boolean {
  return (value.is === 'global' && value.name === 'console') || (value.is === 'member' && value.name === 'console' && value.of.is === 'global');
}
