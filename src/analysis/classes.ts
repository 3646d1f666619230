import type { ClassFact, MemberFact, Value } from '../model/facts.js';
import { flatten, unknown, type Abstract, type Env, type ParamValue } from './abstract.js';
import type { Evaluator } from './evaluate.js';

type Instance = Extract<Abstract, { is: 'instance' }>;

/** A member of an object of a class of the project, through its base classes. */
export function memberOfInstance(evaluator: Evaluator, instance: Instance, name: string): readonly Abstract[] {
  const fact = evaluator.facts(instance.file)?.classes[instance.cls];
  if (!fact) return [unknown('a class that is not there')];
  return evaluator.guarded(`member:${instance.file}:${String(instance.cls)}:${name}:${instance.made ? `${instance.made.call.file}#${String(instance.made.call.call)}` : ''}`, () => {
    const member = memberNamed(evaluator, instance.file, fact, name);
    if (fact.interface) return memberOfInterface(evaluator, instance, fact, name, member);
    if (isLeftToHeirs(instance, member)) {
      const heirs = heirsOf(evaluator, instance.file, instance.cls, name);
      if (heirs.length > 0) return heirs.flatMap((heir) => memberOfInstance(evaluator, heir, name));
    }
    if (member) return memberValue(evaluator, instance, fact, member);
    return fact.extends ? inherited(evaluator, instance, fact, name) : [unknown(`${name} of ${fact.name || 'a class'}`)];
  });
}

/** After `this.handle = this.handle.bind(this)` the field is the method. */
function memberNamed(evaluator: Evaluator, file: string, { members }: ClassFact, name: string): MemberFact | undefined {
  const own = members.filter((m) => m.name === name && !m.static && m.kind !== 'setter');
  const [first] = own;
  const isBound = first?.kind === 'field' && first.values.length > 0 && first.values.every((v) => {
    const callee = v.is === 'call' ? evaluator.call({ file, call: v.call })?.callee : undefined;
    return callee?.is === 'member' && callee.name === 'bind' && callee.of.is === 'member' && callee.of.name === name && callee.of.of.is === 'this';
  });
  return isBound ? (own.find(({ kind }) => kind === 'method') ?? first) : first;
}

/** What an abstract class only declares, its subclasses have. Of an object that is made here, the class is known. */
function isLeftToHeirs(instance: Instance, member: MemberFact | undefined): boolean {
  return instance.made === undefined && (member === undefined || (member.kind === 'field' && member.values.length === 0));
}

/** What the implementing classes have; without any, what the interface or one that it extends says of the type. */
function memberOfInterface(evaluator: Evaluator, instance: Instance, fact: ClassFact, name: string, member: MemberFact | undefined): readonly Abstract[] {
  const heirs = heirsOf(evaluator, instance.file, instance.cls, name);
  if (heirs.length > 0) return heirs.flatMap((heir) => memberOfInstance(evaluator, heir, name));
  const type = member?.type && typeOf(evaluator, instance.file, member.type);
  if (type && type.length > 0) return type;
  const bases = member ? [] : fact.implements.flatMap((base) => typeOf(evaluator, instance.file, base)).flatMap((base) => evaluator.member(base, name));
  return bases.length > 0 ? bases : [unknown(`${name} of ${fact.name || 'a class'}`)];
}

function memberValue(evaluator: Evaluator, instance: Instance, fact: ClassFact, member: MemberFact): readonly Abstract[] {
  const env = frameOf(evaluator, instance, fact);
  if (member.kind === 'method' && member.fn !== undefined) return [{ is: 'function', file: instance.file, fn: member.fn, env: undefined, self: instance }];
  if (member.kind === 'getter' && member.fn !== undefined) {
    const returns = evaluator.facts(instance.file)?.functions[member.fn]?.returns ?? [];
    return returns.flatMap((v) => evaluator.evaluate(instance.file, v, env));
  }
  const values = member.values.flatMap((v) => evaluator.evaluate(instance.file, v, env)).filter((v) => !isNothing(v));
  const single = flatten(values);
  const known = single.filter((v) => v.is !== 'unknown');
  // Injected: nobody calls the constructor where we can see it, so the type is what is known.
  const open = known.length === 0 || known.every((v) => v.is === 'param');
  const typed = open && member.type ? typeOf(evaluator, instance.file, member.type, single.find(isParam)) : [];
  if (typed.length > 0) return typed;
  const assigned = known.length === 0 && member.kind === 'field' ? evaluator.assignedFields.of(instance, member.name) : [];
  if (assigned.length > 0) return assigned;
  return values.length > 0 ? values : [unknown(`${member.name} of ${fact.name || 'a class'}`)];
}

function isNothing(value: Abstract): boolean {
  return value.is === 'literal' && (value.value === null || value.value === undefined);
}

function isParam(value: Abstract): value is ParamValue {
  return value.is === 'param';
}

/** Through `new`, the constructor's parameters are known; through `this` alone, only the object is. */
function frameOf(evaluator: Evaluator, instance: Instance, fact: ClassFact): Env | undefined {
  if (!instance.made) return undefined;
  return evaluator.enter({ file: instance.file, fn: fact.ctor }, instance.made.call, instance.made.env, instance);
}

function inherited(evaluator: Evaluator, instance: Instance, fact: ClassFact, name: string): readonly Abstract[] {
  if (!fact.extends) return [];
  return evaluator.evaluate(instance.file, fact.extends).flatMap((base): readonly Abstract[] => {
    if (base.is === 'class') {
      const made = superCall(evaluator, instance, fact);
      return memberOfInstance(evaluator, { is: 'instance', file: base.file, cls: base.cls, ...(made && { made }) }, name);
    }
    const made = superCall(evaluator, instance, fact);
    if (base.is === 'library') {
      const step = made ? { call: made.call, construct: true, env: made.env } : { typed: lastName(base.path) };
      return [{ ...base, path: made ? [...base.path, step, { member: name }] : [step, { member: name }] }];
    }
    return [unknown(`the base of ${fact.name}`)];
  });
}

function lastName(path: readonly object[]): string {
  const last = path.at(-1);
  return last && 'member' in last && typeof last.member === 'string' ? last.member : 'default';
}

/** The call that makes the base part of the object: `super(…)`, or `new` itself where no constructor is written. */
function superCall(evaluator: Evaluator, instance: Instance, fact: ClassFact): Instance['made'] {
  if (fact.implicitCtor) return instance.made;
  const calls = evaluator.facts(instance.file)?.calls ?? [];
  const call = calls.findIndex((c) => c.fn === fact.ctor && c.callee.is === 'super');
  return call === -1 ? undefined : { call: { file: instance.file, call }, env: frameOf(evaluator, instance, fact) };
}

/** A static member, or one of the prototype. */
export function memberOfClass(evaluator: Evaluator, cls: Extract<Abstract, { is: 'class' }>, name: string): readonly Abstract[] {
  const fact = evaluator.facts(cls.file)?.classes[cls.cls];
  const member = fact?.members.find((m) => m.name === name && m.static && m.kind !== 'setter');
  if (!fact || !member) {
    if (name === 'prototype') return [{ is: 'instance', file: cls.file, cls: cls.cls }];
    return fact?.extends ? evaluator.evaluate(cls.file, fact.extends).flatMap((base) => evaluator.member(heirOf(evaluator, base), name)) : [unknown(`a static member ${name}`)];
  }
  if (member.kind === 'method' && member.fn !== undefined) return [{ is: 'function', file: cls.file, fn: member.fn, env: undefined, self: cls }];
  const returned = member.fn === undefined ? [] : (evaluator.facts(cls.file)?.functions[member.fn]?.returns ?? []);
  const values = [...member.values, ...returned, ...assignedToClass(evaluator, cls, name)];
  return evaluator.guarded(`static:${cls.file}:${String(cls.cls)}:${name}`, () => {
    const found = values.flatMap((v) => evaluator.evaluate(cls.file, v)).filter((v) => !isNothing(v));
    return found.length > 0 ? found : [unknown(`a static member ${name}`)];
  });
}

/** What a class of the project has from a library's class is that of a client whose making is elsewhere: `class User extends Model`. */
function heirOf(evaluator: Evaluator, base: Abstract): Abstract {
  if (base.is !== 'library') return base;
  const typed = lastName(base.path);
  return evaluator.sources.isClientType(base.package, typed) ? { ...base, path: [{ typed }] } : base;
}

/** `Service.instance = new Service()`, in the file of the class. */
function assignedToClass(evaluator: Evaluator, { file, cls }: Extract<Abstract, { is: 'class' }>, name: string): readonly Value[] {
  const facts = evaluator.facts(file);
  const isClass = (v: Value): boolean => (v.is === 'class' && v.cls === cls) || (v.is === 'ref' && (facts?.bindings[v.to]?.values.some((w) => w.is === 'class' && w.cls === cls) ?? false));
  return (facts?.assigns ?? []).flatMap(({ target, value }) => (target.is === 'member' && target.name === name && isClass(target.of) ? [value] : []));
}

/**
 * What a value of a declared type is: a client of the catalog, or an object of a class or interface of the project.
 * @param param the parameter through which it comes: its callers may tell more than the type
 */
export function typeOf(evaluator: Evaluator, file: string, type: Value, param?: ParamValue): readonly Abstract[] {
  return evaluator.evaluate(file, type).flatMap((named): readonly Abstract[] => {
    if (named.is === 'class') return isShapeOnly(evaluator, named, param) ? [] : [{ is: 'instance', file: named.file, cls: named.cls }];
    if (named.is !== 'library') return [];
    const name = lastName(named.path);
    return evaluator.sources.isClientType(named.package, name) ? [{ is: 'library', package: named.package, path: [{ typed: name, ...(param && { param }) }] }] : [];
  });
}

/** What a member of a parameter is by an interface that only describes a shape: `ctx.http`, where the context says that it is an `HttpClient`. */
export function memberByShape(evaluator: Evaluator, param: ParamValue, name: string): readonly Abstract[] {
  const written = param.rest ? undefined : evaluator.facts(param.file)?.functions[param.fn]?.params[param.at]?.type;
  if (!written) return [];
  const [shape] = evaluator.evaluate(param.file, written);
  const member = shape && memberOfShape(evaluator, shape, [...param.path, name]);
  return member ? typeOf(evaluator, member.file, member.type, { ...param, path: [...param.path, name] }) : [];
}

function memberOfShape(evaluator: Evaluator, shape: Abstract, path: readonly string[], depth = 0): { readonly file: string; readonly type: Value } | undefined {
  const fact = shape.is === 'class' ? evaluator.facts(shape.file)?.classes[shape.cls] : undefined;
  if (shape.is !== 'class' || !fact?.interface || depth > deepestShape) return undefined;
  const [name, ...rest] = path;
  const { file } = shape;
  const member = fact.members.find((m) => m.name === name);
  if (!member) {
    for (const base of fact.implements.flatMap((b) => evaluator.evaluate(file, b))) {
      const found = memberOfShape(evaluator, base, path, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  if (!member.type) return undefined;
  const [next] = rest.length > 0 ? evaluator.evaluate(file, member.type) : [];
  return next ? memberOfShape(evaluator, next, rest, depth + 1) : rest.length > 0 ? undefined : { file, type: member.type };
}

/** Types that refer to one another are not followed further. */
const deepestShape = 8;

/** An interface that no class implements tells nothing of a parameter: its callers do. */
function isShapeOnly(evaluator: Evaluator, { file, cls }: Extract<Abstract, { is: 'class' }>, param: ParamValue | undefined): boolean {
  return param !== undefined && evaluator.facts(file)?.classes[cls]?.interface === true && heirsOf(evaluator, file, cls, undefined).length === 0;
}

/** The classes that extend or implement another one, also through others; with a name, those that have a member of it. */
function heirsOf(evaluator: Evaluator, file: string, cls: number, name: string | undefined): readonly Instance[] {
  const heirs = evaluator.heirs.of(file, cls);
  return name === undefined ? heirs : heirs.filter((heir) => evaluator.facts(heir.file)?.classes[heir.cls]?.members.some((m) => m.name === name && !m.static));
}
