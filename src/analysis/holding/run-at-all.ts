import type { ClassFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';
import { holdsFunction, mentionedNames } from './mentioned-names.js';

/**
 * Whether what stands in a function runs at all.
 * - `run`: it is called, handed to something that may call it, or a member that a framework calls.
 * - `dropped`: it is what other functions return, and whoever calls those throws it away.
 * - `unseen`: nobody in sight calls it.
 */
export type RunAtAll = 'run' | 'dropped' | 'unseen';

const deepest = 6;
/** Methods that a framework or the language calls by their names. */
const lifecycle = /^(?:onModuleDestroy|onApplicationShutdown|beforeApplicationShutdown|onDestroy|ngOnDestroy|componentWillUnmount|disconnectedCallback|handleDisconnect|_destroy|_final|return|\[Symbol\.(?:asyncDispose|dispose)\])$/;
/** Those that a container may call of what it has made. */
const ofContainer = /^(?:destroy|dispose|close|stop|disconnect|teardown|shutdown|on[A-Z]\w*)$/;

/** Asks for a call that undoes something: who wrote it has not always seen to it that it runs. `beside`: the function in which that was done. */
export function runAtAll(project: Project, { file, call }: CallRef, beside: FunctionRef): RunAtAll {
  const facts = project.evaluator.facts(file);
  return facts ? ofFunction(project, facts, { file, fn: facts.calls[call]?.fn ?? -1 }, beside) : 'run';
}

function ofFunction(project: Project, facts: FileFacts, self: FunctionRef, beside: FunctionRef): RunAtAll {
  const fact = facts.functions[self.fn];
  if (!fact || (beside.file === self.file && isInside(facts, beside.fn, self.fn))) return 'run';
  // What is written in place runs when that around it does.
  if (fact.passedTo) return ofFunction(project, facts, { file: self.file, fn: fact.parent }, beside);
  if (fact.kind === 'getter' || fact.kind === 'setter' || fact.kind === 'constructor' || isGivenOrCalled(project, self)) return 'run';
  const member = memberOf(facts, self.fn);
  if (member) return project.calledNames.has(member.name) || isCalledByOthers(project, self.file, member.owner, member.name) ? 'run' : 'unseen';
  const names = facts.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'function' && v.fn === self.fn) ? [to] : []));
  if (names.some((to) => mentionedNames(facts).has(to))) return 'run';
  const by = facts.functions.findIndex((f) => f.returns.some((v) => holdsFunction(v, self.fn, names)));
  if (by !== -1) return isThrownAway(project, { file: self.file, fn: by }, 0) ? 'dropped' : 'run';
  return names.length > 0 ? 'unseen' : 'run';
}

function isGivenOrCalled(project: Project, self: FunctionRef): boolean {
  return project.graph.callersOf(self).length > 0 || project.graph.handedOn(self).length > 0 || project.handlers.some((h) => h.file === self.file && h.fn === self.fn);
}

/** The class whose method a function is, or whose field holds it. */
function memberOf(facts: FileFacts, fn: number): { readonly owner: ClassFact; readonly name: string } | undefined {
  for (const owner of facts.classes) {
    const member = owner.members.find((m) => m.fn === fn || m.values.some((v) => v.is === 'function' && v.fn === fn));
    if (member) return { owner, name: member.name };
  }
  return undefined;
}

/** Whether a class that is not seen, a decorator or a framework has to do with a member. */
function isCalledByOthers(project: Project, file: string, owner: ClassFact, name: string): boolean {
  if (lifecycle.test(name) || owner.members.some((m) => m.name === name && m.decorators.length > 0)) return true;
  return (owner.decorators.length > 0 && ofContainer.test(name)) || !heritageOf(owner).every((of) => isOwn(project, file, of, 0));
}

function heritageOf(owner: ClassFact): readonly Value[] {
  return [...(owner.extends ? [owner.extends] : []), ...owner.implements];
}

/** Whether a class, and all that it is made of, stands in the project. */
function isOwn(project: Project, file: string, value: Value, depth: number): boolean {
  const found = flatten(project.evaluator.evaluate(file, value));
  return found.length > 0 && depth <= deepest && found.every((v) => {
    const owner = v.is === 'class' ? project.evaluator.facts(v.file)?.classes[v.cls] : undefined;
    return v.is === 'class' && owner !== undefined && heritageOf(owner).every((of) => isOwn(project, v.file, of, depth + 1));
  });
}

/** Whether all that call a function leave what it returns. */
function isThrownAway(project: Project, fn: FunctionRef, depth: number): boolean {
  const { evaluator, graph, calledNames } = project;
  const fact = evaluator.facts(fn.file)?.functions[fn.fn];
  const callers = graph.callersOf(fn);
  if (!fact || fact.passedTo || depth > deepest || callers.length === 0 || graph.handedOn(fn).length > 0 || (project.partial && isExported(evaluator, fn))) return false;
  if (project.handlers.some((h) => h.file === fn.file && h.fn === fn.fn)) return false;
  // A method of an object that is not seen may be this one.
  if (fact.kind === 'method' && (calledNames.get(fact.name)?.length ?? 0) > callers.length) return false;
  return callers.every((by) => {
    const call = evaluator.call(by);
    return call !== undefined && (call.dropped === true || (call.returned === true && isThrownAway(project, { file: by.file, fn: call.fn }, depth + 1)));
  });
}
