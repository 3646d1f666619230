import { sharedClasses } from '../../catalog/shared-classes.js';
import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { isClassExported } from '../emitters/field-usages.js';
import { callRoot, leavesOf, usagesOf } from '../emitters/usages.js';
import { isExported } from '../exported.js';
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
  // Of a class whose objects are made for a request as well, which of them is written to is not known.
  const makers = [{ file, cls }, ...project.evaluator.heirs.of(file, cls)].flatMap((one) => makersOf(project, one));
  if (makers.length > 0) {
    const once = makers.filter((by) => isMadeOnce(project, by, depth));
    return once.length > 0 && makers.every((by) => once.includes(by) || isInUnusedFactory(project, by));
  }
  return project.evaluator.heirs.of(file, cls).some((heir) => livesLong(project, heir, depth + 1));
}

/** `export const makeCache = () => new Cache()` that nobody in sight calls. */
function isInUnusedFactory(project: Project, by: CallRef): boolean {
  const fn = project.evaluator.call(by)?.fn ?? -1;
  if (project.partial || fn === -1 || project.reach({ file: by.file, fn }).reach !== 'unknown') return false;
  const fact = project.evaluator.facts(by.file)?.functions[fn];
  const factory = fact?.parent !== -1 && fact?.kind === 'arrow' ? fact.parent : fn;
  return [fn, factory].every((f) => project.graph.callersOf({ file: by.file, fn: f }).length === 0) && isExported(project.evaluator, { file: by.file, fn: factory });
}

/** Whether a class is there for others, and nothing in sight makes an object of it, or of a class that comes from it, but functions that are there for others too, and objects of such classes. */
export function isMadeElsewhere(project: Project, { file, cls }: ClassRef, depth = 0): boolean {
  const { evaluator, partial } = project;
  return !partial && isClassExported(evaluator.facts(file), cls) && [{ file, cls }, ...evaluator.heirs.of(file, cls)].every((one) => makersOf(project, one).every((by) => isInUnusedFactory(project, by) || isPartOfOneMadeElsewhere(project, by, depth)));
}

/** `this.manager = new Manager()` in a class of which nobody is seen to make an object. */
function isPartOfOneMadeElsewhere(project: Project, by: CallRef, depth: number): boolean {
  const facts = project.evaluator.facts(by.file);
  const around = facts?.functions[facts.calls[by.call]?.fn ?? -1];
  if (depth > deepest || !facts || around?.cls === undefined) return false;
  const isField = facts.classes[around.cls]?.members.some((m) => m.kind === 'field' && m.values.some((v) => isMadeBy(v, by.call) || (v.is === 'ref' && facts.bindings[v.to]?.values.some((b) => isMadeBy(b, by.call)))));
  return isField === true && isMadeElsewhere(project, { file: by.file, cls: around.cls }, depth + 1);
}

/** Whether a value is the very object that a call of the same file makes. */
export function isMadeBy(value: Value, call: number): boolean {
  return leavesOf(value).some(({ root, reads, wraps }) => root === callRoot(call) && reads.length === 0 && wraps.length === 0);
}

/** The calls of `new` in what is no script. */
export function makersOf(project: Project, { file, cls }: ClassRef): readonly CallRef[] {
  const ctor = project.evaluator.facts(file)?.classes[cls]?.ctor ?? -1;
  const callers = ctor === -1 ? [] : project.graph.callersOf({ file, fn: ctor });
  return callers.filter((by) => project.evaluator.call(by)?.callee.is !== 'super' && !project.isScript(by.file));
}

function isMadeOnce(project: Project, by: CallRef, depth: number): boolean {
  const facts = project.evaluator.facts(by.file);
  const fact = facts?.calls[by.call];
  if (!facts || !fact) return false;
  if (fact.fn === -1 || isKept(project, by)) return true;
  const around = facts.functions[fact.fn];
  if (around?.kind === 'constructor' && around.cls !== undefined) return livesLong(project, { file: by.file, cls: around.cls }, depth + 1);
  return project.reach({ file: by.file, fn: fact.fn }).reach === 'startup' && isHeld(facts, by.call);
}

/** What a function makes at start-up lives on when something else gets hold of it: a function inside of it, a field, a call, who called. A builder is used up on the spot. */
function isHeld(facts: FileFacts, call: number): boolean {
  return (usagesOf(facts).byRoot.get(callRoot(call)) ?? []).some(({ as, at }) => {
    if (as !== 'held') return as !== 'method' && as !== 'iterated' && as !== 'set';
    const { fn, uses = [] } = facts.bindings[at] ?? {};
    return uses.some((use) => use.fn !== fn || use.as === 'argument' || use.as === 'returned' || use.as === 'stored');
  });
}

/** `Service.instance ??= new Service()`, `service = new Service()` of a name of the module. */
function isKept(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const isIt = (value: Value): boolean => isMadeBy(value, call);
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
