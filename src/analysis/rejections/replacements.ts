import { once } from '../../artifacts/once.js';
import type { Value } from '../../model/facts.js';
import { flatten, type Abstract, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { fateOfGiven, functionsAt, type Fate } from './call-fate.js';

/** `object.name = value`, where the value may be a function. */
interface Replacement {
  readonly file: string;
  readonly value: Value;
  /** What the object may be, and for `object.prototype` what the owner of the prototype may be: each worked out once, when first asked for. */
  objects(): readonly Abstract[];
  owners(): readonly Abstract[];
}

type LibraryObject = Extract<Abstract, { is: 'library' }>;

/** What becomes of a handler's rejection where the project replaces the methods of its router, or the handler itself, by functions that it makes; `undefined` where it does not. */
export function replacementFate(project: Project, handler: Handler): Fate | undefined {
  return ofMethods(project, handler) ?? ofHandler(project, handler);
}

/** `router[method] = (path, ...handlers) => original(path, ...handlers.map(safe))`. */
function ofMethods(project: Project, { registered, package: of }: Handler): Fate | undefined {
  const callee = registered && project.evaluator.call(registered.call)?.callee;
  if (!registered || callee?.is !== 'member') return undefined;
  const router = flatten(project.evaluator.evaluate(registered.call.file, callee.of)).filter((v) => v.is === 'library');
  const isRouter = (o: Abstract): boolean => o.is === 'library' && o.package === of && (isPrototype(o) || router.some((r) => isSameObject(r, o)));
  const all = replacementsIn(project);
  const here = [...(all.get('') ?? []), ...(all.get(callee.name) ?? [])].filter((r) => r.objects().some(isRouter));
  if (here.length === 0) return undefined;
  const forwards = here.some(({ file, value }) => functionsAt(project, file, value).some((fn) => wrapsInside(project, fn)));
  return forwards ? { is: 'heard' } : { is: 'unknown', why: `${callee.name} of the router is replaced` };
}

/** `controller[name] = safe(controller[name])`, for all methods of a class or an object. */
function ofHandler(project: Project, { file, fn }: Handler): Fate | undefined {
  const cls = project.evaluator.facts(file)?.functions[fn]?.cls;
  const holds = (o: Abstract): boolean =>
    o.is === 'object' ? o.file === file && o.props.some(({ value }) => value?.is === 'function' && value.fn === fn) : (o.is === 'class' || o.is === 'instance') && o.file === file && o.cls === cls;
  const here = (replacementsIn(project).get('') ?? []).filter((r) => r.owners().some(holds));
  if (here.length === 0) return undefined;
  const forwards = here.some((r) => functionsAt(project, r.file, r.value.is === 'call' ? project.evaluator.call({ file: r.file, call: r.value.call })?.callee : undefined).some((wrapper) => fateOfGiven(project, wrapper, 0).is === 'heard'));
  return forwards ? { is: 'heard' } : { is: 'unknown', why: 'it is replaced under a name that is not seen' };
}

const indexes = new WeakMap<Project, ReadonlyMap<string, readonly Replacement[]>>();

/** What the project assigns to members, by their names; under an empty name what stands under a key that is no constant. */
function replacementsIn(project: Project): ReadonlyMap<string, readonly Replacement[]> {
  const known = indexes.get(project);
  if (known) return known;
  const index = new Map<string, Replacement[]>();
  for (const [file, { assigns }] of project.evaluator.sources.files) {
    for (const { target, value } of assigns) {
      if ((target.is !== 'member' && target.is !== 'element') || value.is === 'literal' || value.is === 'text') continue;
      const name = target.is === 'member' ? target.name : '';
      const same = index.get(name);
      const replacement = replacementOf(project, file, target.of, value);
      if (same) same.push(replacement);
      else index.set(name, [replacement]);
    }
  }
  indexes.set(project, index);
  return index;
}

function replacementOf(project: Project, file: string, object: Value, value: Value): Replacement {
  const objects = once(() => objectsOf(project, file, object));
  const owners = object.is === 'member' && object.name === 'prototype' ? once(() => objectsOf(project, file, object.of)) : objects;
  return { file, value, objects, owners };
}

/** An object, or those that callers hand in for it. */
function objectsOf(project: Project, file: string, value: Value): readonly Abstract[] {
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'param' && v.path.length === 0 ? project.graph.callersOf(v).flatMap((by) => flatten(project.evaluator.argument(by, v.at, undefined))) : [v]));
}

function isPrototype({ path }: LibraryObject): boolean {
  return path.some((step) => 'member' in step && (step.member === 'prototype' || step.member === 'application'));
}

function isSameObject(a: LibraryObject, b: LibraryObject): boolean {
  const [made, other] = [a, b].map(({ path }) => path.find((step) => 'call' in step));
  return made !== undefined && other !== undefined && 'call' in made && 'call' in other && made.call.file === other.call.file && made.call.call === other.call.call;
}

/** Whether some function that is called or handed on inside of another hears the promises of what it is given. */
function wrapsInside(project: Project, { file, fn }: FunctionRef): boolean {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).some((call) => isInside(facts, call.fn, fn) && [call.callee, ...call.args].some((value) => functionsAt(project, file, value).some((wrapper) => fateOfGiven(project, wrapper, 0).is === 'heard')));
}
