import { flatten, madeBy, sameCall, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { throughDecorators } from '../deadline/decorating.js';
import { grouped } from '../grouped.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { fateOfCall, fateOfGiven, functionsAt, type Fate } from './call-fate.js';
import { replacementFate } from './replacements.js';

/** What wraps a handler, and what becomes of the handler's rejection there. */
export interface Forwarding {
  readonly fate: Fate;
  /** The call or the decorator that decides; absent where the handler is registered as it is. */
  readonly by?: CallRef;
  /** A package that changes the framework when it is imported. */
  readonly package?: string;
}

/**
 * What stands between a handler and its framework: decorators of its method, the calls that it is given to, a router whose methods were replaced, a package that changes
 * the framework. `passed`: the framework gets a promise that rejects as well.
 */
export function forwardingOf(project: Project, handler: Handler): Forwarding {
  const decorated = ofDecorators(project, handler);
  if (decorated && decorated.fate.is !== 'passed') return decorated;
  const inwards = [...handler.through].reverse();
  for (const [at, by] of inwards.entries()) {
    const fate = ofWrapper(project, by, handler, inwards[at - 1]);
    if (fate.is !== 'passed') return { fate, by };
  }
  return ofPatches(project, handler) ?? { fate: { is: 'passed', by: handler } };
}

function ofDecorators(project: Project, handler: Handler): Forwarding | undefined {
  const fates = throughDecorators(project.evaluator, handler).map(({ ref, index }): Forwarding => {
    const decorator = outermost(project, ref);
    if (index === undefined) return { fate: fateOfCall(project, decorator, ref), by: ref };
    const takers = functionsAt(project, ref.file, project.evaluator.call(ref)?.callee);
    return { fate: takers.map((fn) => fateOfGiven(project, fn, index)).find((f) => f.is !== 'heard') ?? (takers.length > 0 ? { is: 'heard' } : { is: 'unknown', why: 'its decorator is not seen through' }), by: ref };
  });
  const seen = fates.find((f) => f.fate.is !== 'heard') ?? fates[0];
  return seen ?? (isDecoratedByLibrary(project, handler) ? { fate: { is: 'unknown', why: 'its decorator is not seen through' } } : undefined);
}

/** A decorator of a package may put anything around the method, where it is not the one that registers it. */
function isDecoratedByLibrary({ evaluator }: Project, { file, fn, registered }: Handler): boolean {
  const facts = evaluator.facts(file);
  const cls = facts?.functions[fn]?.cls;
  const member = cls === undefined ? undefined : facts?.classes[cls]?.members.find((m) => m.fn === fn);
  return registered !== undefined && (member?.decorators ?? []).some((d) => flatten(evaluator.evaluate(file, d)).some((v) => v.is === 'library'));
}

/** The function at the module's top in which a call stands. */
function outermost({ evaluator }: Project, { file, call }: CallRef): FunctionRef {
  const facts = evaluator.facts(file);
  let fn = facts?.calls[call]?.fn ?? -1;
  for (let parent = facts?.functions[fn]?.parent ?? -1; parent !== -1; parent = facts?.functions[fn]?.parent ?? -1) fn = parent;
  return { file, fn };
}

/** What a call does with the promise of a handler that it is given, or of what another wrapper made of it. */
function ofWrapper(project: Project, by: CallRef, handler: FunctionRef, inner: CallRef | undefined): Fate {
  const { evaluator, catalog } = project;
  const fact = evaluator.call(by);
  if (!fact) return { is: 'unknown', why: 'what it is given to is not seen' };
  const at = fact.args.findIndex((_, index) => evaluator.argument(by, index, undefined).some((v) => (inner ? isMadeBy(v, inner) : v.is === 'function' && v.file === handler.file && v.fn === handler.fn)));
  const callees = flatten(evaluator.evaluate(by.file, fact.callee));
  const fates = callees.map((callee): Fate => {
    if (callee.is === 'function' && at !== -1) return fateOfGiven(project, callee, at);
    if (callee.is === 'library' && catalog.read(callee, project.versionOf(by.file, callee.package)).some((reading) => catalog.forwarder(reading))) return { is: 'heard' };
    return { is: 'unknown', why: 'what it is given to is not seen through' };
  });
  return fates.find((f) => f.is !== 'heard') ?? fates[0] ?? { is: 'unknown', why: 'what it is given to is not seen through' };
}

function isMadeBy(value: Abstract, call: CallRef): boolean {
  const made = value.is === 'function' ? value.env?.call : value.is === 'library' ? madeBy(value) : undefined;
  return made !== undefined && sameCall(made, call);
}

/** Layers of Express's router: who imports them changes them. */
const internals = /^(?:express\/lib\/router|router\/lib)\/(?:layer|route)(?:\.js)?$/;

function ofPatches(project: Project, handler: Handler): Forwarding | undefined {
  const patchers = handler.model.answers?.next === undefined ? [] : project.catalog.patchersOf(handler.package);
  const files = [...project.evaluator.sources.files].filter(([file]) => !project.isScript(file));
  // In a repository of several packages an import counts for those that have the package.
  const imported = patchers.find((name) => project.versionOf(handler.file, name) !== undefined && files.some(([, facts]) => facts.imports.includes(name)));
  if (imported !== undefined) return { fate: { is: 'heard' }, package: imported };
  const elsewhere = project.partial ? patchers.find((name) => project.versionOf(handler.file, name) !== undefined) : undefined;
  if (elsewhere !== undefined) return { fate: { is: 'unknown', why: `whether ${elsewhere} is imported is not seen` } };
  if (patchers.length > 0 && files.some(([, facts]) => facts.imports.some((i) => internals.test(i)))) return { fate: { is: 'unknown', why: 'the project changes the router' } };
  const fate = replacementFate(project, handler);
  return fate && { fate };
}
