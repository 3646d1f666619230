import { flatten, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

const known = new WeakMap<Project, Map<string, boolean>>();
const makers = new Set(['listen', 'createServer']);

/** Whether a request closes the server of a file: it is there for a set-up, with one client, and makes room for the service. */
export function isPassingServer(project: Project, file: string): boolean {
  let ofProject = known.get(project);
  if (!ofProject) known.set(project, (ofProject = new Map<string, boolean>()));
  let found = ofProject.get(file);
  if (found === undefined) ofProject.set(file, (found = (project.calledNames.get('close') ?? []).some((ref) => {
    const fact = ref.file === file ? project.evaluator.call(ref) : undefined;
    if (fact?.callee.is !== 'member' || project.reach({ file, fn: fact.fn }).reach !== 'request') return false;
    return flatten(project.evaluator.evaluate(file, fact.callee.of)).some(isServer);
  })));
  return found;
}

/** `app.listen(port)`, `createServer(app)` */
function isServer(value: Abstract): boolean {
  const last = value.is === 'library' ? value.path.findLast((step) => 'member' in step) : undefined;
  return value.is === 'library' && 'call' in (value.path.at(-1) ?? {}) && last !== undefined && 'member' in last && makers.has(last.member);
}
