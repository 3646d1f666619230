import { sharedClasses } from '../../catalog/shared-classes.js';
import type { Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { leavesOf } from '../emitters/usages.js';
import type { Project } from '../project.js';

interface ClassRef {
  readonly file: string;
  readonly cls: number;
}

/** Owners of owners are not followed further. */
const deepest = 6;

/** Whether objects of a class live as long as the process: each is made by a module, at start-up, by a container, or kept in a static field or a name of the module. */
export function livesLong(project: Project, { file, cls }: ClassRef, depth = 0): boolean {
  const fact = project.evaluator.facts(file)?.classes[cls];
  if (!fact || fact.interface || depth > deepest) return false;
  if (fact.decorators.some((d) => isShared(project, file, d))) return true;
  const makers = fact.ctor === -1 ? [] : project.graph.callersOf({ file, fn: fact.ctor });
  const own = makers.filter((by) => project.evaluator.call(by)?.callee.is !== 'super' && !project.isScript(by.file));
  // Of a class whose objects are made for a request as well, which of them is written to is not known.
  if (own.length > 0) return own.every((by) => isMadeOnce(project, by, depth));
  return project.evaluator.heirs.of(file, cls).some((heir) => livesLong(project, heir, depth + 1));
}

function isMadeOnce(project: Project, by: CallRef, depth: number): boolean {
  const facts = project.evaluator.facts(by.file);
  const fact = facts?.calls[by.call];
  if (!facts || !fact) return false;
  if (fact.fn === -1 || isKept(project, by)) return true;
  const around = facts.functions[fact.fn];
  if (around?.kind === 'constructor' && around.cls !== undefined) return livesLong(project, { file: by.file, cls: around.cls }, depth + 1);
  return project.reach({ file: by.file, fn: fact.fn }).reach === 'startup';
}

/** `Service.instance ??= new Service()`, `service = new Service()` of a name of the module. */
function isKept(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const isIt = (value: Value): boolean => leavesOf(value).some(({ root, reads, wraps }) => root === `call ${String(call)}` && reads.length === 0 && wraps.length === 0);
  if (!facts) return false;
  if (facts.bindings.some((b) => b.fn === -1 && b.values.some(isIt))) return true;
  if (facts.classes.some((c) => c.members.some((m) => m.static && m.values.some(isIt)))) return true;
  return facts.assigns.some(({ target, value }) => target.is === 'member' && (target.of.is === 'class' || project.evaluator.evaluate(file, target.of).some((v) => v.is === 'class')) && isIt(value));
}

function isShared(project: Project, file: string, decorator: Value): boolean {
  const { evaluator } = project;
  const call = decorator.is === 'call' ? evaluator.call({ file, call: decorator.call }) : undefined;
  return evaluator.evaluate(file, call?.callee ?? decorator).some((v) => {
    const last = v.is === 'library' ? v.path.at(-1) : undefined;
    if (v.is !== 'library' || !last || !('member' in last)) return false;
    const model = sharedClasses.find((m) => m.package === v.package && m.decorators.includes(last.member));
    return model !== undefined && !(model.unless !== undefined && call?.args.some((a) => a.is !== 'object' ? a.is !== 'literal' : a.props.some((p) => p.key === model.unless)));
  });
}
