import type { Value } from '../../model/facts.js';
import { flatten, madeBy, sameCall, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { throughDecorators } from '../deadline/decorating.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { fateOfCall, fateOfGiven, type Fate } from './call-fate.js';

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

function ofDecorators(project: Project, handler: FunctionRef): Forwarding | undefined {
  const facts = project.evaluator.facts(handler.file);
  const fates = throughDecorators(project.evaluator, handler).map(({ ref, index }): Forwarding => {
    const decorator = outermost(project, ref);
    if (index === undefined) return { fate: fateOfCall(project, decorator, ref), by: ref };
    const takers = functionsOf(project, ref.file, project.evaluator.call(ref)?.callee);
    return { fate: takers.map((fn) => fateOfGiven(project, fn, index)).find((f) => f.is !== 'heard') ?? (takers.length > 0 ? { is: 'heard' } : { is: 'unknown', why: 'its decorator is not seen through' }), by: ref };
  });
  return facts ? (fates.find((f) => f.fate.is !== 'heard') ?? fates[0]) : undefined;
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
  const files = [...project.evaluator.sources.files];
  const imported = patchers.find((name) => files.some(([, facts]) => facts.imports.includes(name)));
  if (imported !== undefined) return { fate: { is: 'heard' }, package: imported };
  const elsewhere = project.partial ? patchers.find((name) => project.versionOf(handler.file, name) !== undefined) : undefined;
  if (elsewhere !== undefined) return { fate: { is: 'unknown', why: `whether ${elsewhere} is imported is not seen` } };
  if (patchers.length > 0 && files.some(([, facts]) => facts.imports.some((i) => internals.test(i)))) return { fate: { is: 'unknown', why: 'the project changes the router' } };
  return ofReplacedMethods(project, handler);
}

/** `router[method] = (path, ...handlers) => original(path, ...handlers.map(safe))`: what the new method does with handlers. */
function ofReplacedMethods(project: Project, { registered, package: of }: Handler): Forwarding | undefined {
  const callee = registered && project.evaluator.call(registered.call)?.callee;
  if (!registered || callee?.is !== 'member') return undefined;
  const router = flatten(project.evaluator.evaluate(registered.call.file, callee.of)).filter((v) => v.is === 'library');
  const replaced = replacementsIn(project);
  const here = [...(replaced.get('') ?? []), ...(replaced.get(callee.name) ?? [])].filter(({ file, object }) => objectsOf(project, file, object).some((o) => o.is === 'library' && o.package === of && (isPrototype(o) || router.some((r) => isSameObject(r, o)))));
  if (here.length === 0) return undefined;
  const forwards = here.some(({ file, value }) => functionsOf(project, file, value).some((fn) => wrapsInside(project, fn)));
  return { fate: forwards ? { is: 'heard' } : { is: 'unknown', why: `${callee.name} of the router is replaced` } };
}

/** `object.name = value`, where the value may be a function. */
interface Replacement {
  readonly file: string;
  readonly object: Value;
  readonly value: Value;
}

const replacements = new WeakMap<Project, ReadonlyMap<string, readonly Replacement[]>>();

/** What the project assigns to members, by their names; under an empty name what stands under a key that is no constant. */
function replacementsIn(project: Project): ReadonlyMap<string, readonly Replacement[]> {
  const known = replacements.get(project);
  if (known) return known;
  const index = new Map<string, Replacement[]>();
  for (const [file, { assigns }] of project.evaluator.sources.files) {
    for (const { target, value } of assigns) {
      if ((target.is !== 'member' && target.is !== 'element') || value.is === 'literal' || value.is === 'text') continue;
      const name = target.is === 'member' ? target.name : '';
      index.set(name, [...(index.get(name) ?? []), { file, object: target.of, value }]);
    }
  }
  replacements.set(project, index);
  return index;
}

/** An object, or those that callers hand in for it. */
function objectsOf(project: Project, file: string, value: Value): readonly Abstract[] {
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'param' && v.path.length === 0 ? project.graph.callersOf(v).flatMap((by) => flatten(project.evaluator.argument(by, v.at, undefined))) : [v]));
}

function isPrototype({ path }: Extract<Abstract, { is: 'library' }>): boolean {
  return path.some((step) => 'member' in step && (step.member === 'prototype' || step.member === 'application'));
}

function isSameObject(a: Extract<Abstract, { is: 'library' }>, b: Extract<Abstract, { is: 'library' }>): boolean {
  const [made, other] = [a, b].map(({ path }) => path.find((step) => 'call' in step));
  return made !== undefined && other !== undefined && 'call' in made && 'call' in other && made.call.file === other.call.file && made.call.call === other.call.call;
}

/** Whether some function that is called or handed on inside of another hears the promises of what it is given. */
function wrapsInside(project: Project, { file, fn }: FunctionRef): boolean {
  const facts = project.evaluator.facts(file);
  const inside = (at: number): boolean => at === fn || (at !== -1 && inside(facts?.functions[at]?.parent ?? -1));
  return (facts?.calls ?? []).some((call) => inside(call.fn) && [call.callee, ...call.args].some((value) => functionsOf(project, file, value).some((wrapper) => fateOfGiven(project, wrapper, 0).is === 'heard')));
}

function functionsOf({ evaluator }: Project, file: string, value: Value | undefined): readonly FunctionRef[] {
  return value ? flatten(evaluator.evaluate(file, value)).filter((v): v is Extract<Abstract, { is: 'function' }> => v.is === 'function') : [];
}
