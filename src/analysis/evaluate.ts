import type { BindingFact, CallFact, FileFacts, Value } from '../model/facts.js';
import { depthOf, entriesOf, flatten, unknown, type Abstract, type CallRef, type Env, type FunctionRef, type LibraryValue, type ParamValue } from './abstract.js';
import { Heirs } from './heirs.js';
import { Questions } from './questions.js';
import { foldBinary, foldText, foldUnary } from './fold.js';
import { Exports } from './exports.js';
import { AssignedFields } from './assigned-fields.js';
import { assignedGlobals, globalValue, passedOn } from './globals.js';
import { itemOf } from './items.js';
import { argumentAt, parameterOf } from './parameters.js';
import { elementsOf, propertyOf } from './properties.js';
import { memberByShape, memberOfClass, memberOfInstance, typeOf } from './classes.js';
import type { ModuleResolver } from './modules.js';

/** Longer chains of calls are not followed: what lies beyond is `unknown`. */
const deepest = 8;

/** Methods of arrays whose result holds nothing else. */
const sameItems = new Set(['filter', 'slice', 'toSorted', 'sort', 'reverse', 'toReversed']);

/** What the evaluation needs to know of the project. */
export interface Sources {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly resolver: ModuleResolver;
  /** Whether the catalog knows this exported type as a client: such a parameter is a client, whoever hands it in. */
  readonly isClientType: (packageName: string, type: string) => boolean;
  /** The package whose generated code exports this name. */
  readonly generatedBy: (name: string) => string | undefined;
  /** The package and the type of the first parameter of functions of an exported type. */
  readonly parameterType: (packageName: string, functionType: string) => { readonly package: string; readonly type: string } | undefined;
  /** Whether the catalog says what a method hands to the function that it is given. */
  readonly handsOver: (packageName: string, method: string) => boolean;
  /** Called at each step of an evaluation; it may throw. */
  readonly onStep?: (() => void) | undefined;
}

/** Says what an expression refers to and what it is worth, across files. */
export class Evaluator {
  readonly exports: Exports;
  readonly heirs: Heirs;
  private readonly questions = new Questions();
  private readonly envs = new Map<string, Env>();
  private fields: AssignedFields | undefined;
  private globals: ReadonlyMap<string, readonly { readonly file: string; readonly value: Value }[]> | undefined;

  constructor(readonly sources: Sources) {
    this.exports = new Exports(this);
    this.heirs = new Heirs(this);
  }

  get assignedFields(): AssignedFields {
    return (this.fields ??= new AssignedFields(this, this.sources.files));
  }

  facts(file: string): FileFacts | undefined {
    return this.sources.files.get(file);
  }

  call(ref: CallRef): CallFact | undefined {
    return this.facts(ref.file)?.calls[ref.call];
  }

  /** The alternatives for a value of `file`, looked at through the calls of `env`. */
  evaluate(file: string, value: Value, env?: Env): readonly Abstract[] {
    this.sources.onStep?.();
    return this.questions.ask(value, env, () => this.compute(file, value, env));
  }

  /** The frame of a function that is entered. Equal frames are one object, so that what is found through them is found once. */
  enter(fn: FunctionRef, call: CallRef, outer: Env | undefined, self: Abstract | undefined): Env {
    const key = [fn.file, fn.fn, call.file, call.call, outer?.id ?? '', selfKey(self)].join('|');
    let env = this.envs.get(key);
    if (!env) this.envs.set(key, (env = { id: this.envs.size, file: fn.file, fn: fn.fn, call, outer, self }));
    return env;
  }

  /** The frames with one more behind the outermost: the function was entered by `call`. */
  behind(env: Env | undefined, fn: FunctionRef, call: CallRef): Env {
    return env ? this.enter(env, env.call, this.behind(env.outer, fn, call), env.self) : this.enter(fn, call, undefined, undefined);
  }

  /** Runs `compute` unless the same question is already being asked further up. */
  guarded(key: string, compute: () => readonly Abstract[]): readonly Abstract[] {
    return this.questions.guarded(key, compute);
  }

  private compute(file: string, value: Value, env: Env | undefined): readonly Abstract[] {
    switch (value.is) {
      case 'literal': return [{ is: 'literal', value: value.value }];
      case 'undefined': return [{ is: 'literal', value: undefined }];
      case 'text': return [foldText(value.parts.map((p) => this.evaluate(file, p, env)))];
      case 'ref': return this.reference(file, value.to, env);
      case 'global': return [globalValue(value.name)];
      case 'import': return this.exports.imported(file, value.from, value.name);
      case 'member': return this.exports.own(file, value.of, value.name) ?? (value.of.is === 'super' ? this.baseInstance(file, value.of.cls) : this.evaluate(file, value.of, env)).flatMap((of) => this.member(of, value.name));
      case 'call': return this.result({ file, call: value.call }, env);
      case 'await': return this.evaluate(file, value.of, env);
      case 'function': return [{ is: 'function', file, fn: value.fn, env }];
      case 'class': return [{ is: 'class', file, cls: value.cls }];
      case 'this': return [selfIn(env, file, value.cls) ?? { is: 'instance', file, cls: value.cls }];
      case 'super': return this.base(file, value.cls);
      case 'param': return parameterOf(this, file, value, env);
      case 'object': return [{ is: 'object', file, props: value.props, env }];
      case 'array': return [{ is: 'array', file, items: value.items, env }];
      case 'either': return value.of.flatMap((v) => this.evaluate(file, v, env));
      case 'fallback': return this.fallback(this.evaluate(file, value.first, env), this.evaluate(file, value.then, env), value.on);
      case 'binary': return [foldBinary(value.op, this.evaluate(file, value.left, env), this.evaluate(file, value.right, env))];
      case 'unary': return foldUnary(value.op, this.evaluate(file, value.of, env));
      case 'rest': return this.evaluate(file, value.of, env).map((of) => without(of, value.without));
      case 'spread': return [unknown('a spread')];
      case 'element': return elementsOf(this, this.evaluate(file, value.of, env));
      case 'unknown': return [unknown('an expression that is not followed')];
    }
  }

  private reference(file: string, to: number, env: Env | undefined): readonly Abstract[] {
    const binding = this.facts(file)?.bindings[to];
    if (!binding) return [unknown('a name without a declaration')];
    return this.guarded(`${file}:${String(to)}:${env ? `${env.call.file}#${String(env.call.call)}` : ''}`, () => {
      const values = started(binding.values.map((v) => this.evaluate(file, v, env))).map((v) => (v.is === 'object' && v.binding === undefined && v.file === file ? { ...v, binding: to } : v));
      return this.withType(file, binding, values);
    });
  }

  /** A declared type helps where the value says nothing. */
  private withType(file: string, { type, values: written }: BindingFact, values: readonly Abstract[]): readonly Abstract[] {
    if (!type || values.some((v) => v.is !== 'unknown' && v.is !== 'param' && !(v.is === 'literal' && v.value === undefined))) return values;
    if (written.length > 0 && values.length === 0) return values;
    const typed = typeOf(this, file, type, values.find((v): v is ParamValue => v.is === 'param'));
    return typed.length > 0 ? typed : values;
  }

  private fallback(first: readonly Abstract[], then: readonly Abstract[], on: 'nullish' | 'falsy'): readonly Abstract[] {
    return first.flatMap((value): readonly Abstract[] => {
      if (value.is === 'absent') return then;
      if (value.is === 'literal') return (on === 'nullish' ? value.value === null || value.value === undefined : !value.value) ? then : [value];
      if (value.is === 'param' || value.is === 'unknown' || value.is === 'library' || value.is === 'or') return [{ is: 'or', first: value, then }];
      return [value];
    });
  }

  /** What stands at an argument's place, through spreads where they can be told. */
  argument(ref: CallRef, at: number, env: Env | undefined): readonly Abstract[] {
    return argumentAt(this, ref, at, env);
  }

  /** What a property of `of` is. */
  member(of: Abstract, name: string): readonly Abstract[] {
    switch (of.is) {
      // A variable of the environment is a text, which has none of the properties that are asked for.
      case 'library': if (isEnvironmentVariable(of)) return [{ is: 'absent' }];
        return this.assignedGlobal(of, name) ?? [name === 'default' && of.path.length === 0 ? of : { ...of, path: [...of.path, { member: name }] }];
      case 'namespace': return this.exports.named(of.file, name);
      case 'object': return propertyOf(this, of, name);
      case 'instance': return memberOfInstance(this, of, name);
      case 'class': return memberOfClass(this, of, name);
      case 'param': if (of.rest && of.path.length === 0 && /^\d+$/.test(name)) return [{ is: 'param', file: of.file, fn: of.fn, at: of.at + Number(name), path: [] }];
        return this.memberOfParam(of, name);
      case 'or': return this.fallback(this.member(of.first, name), of.then.flatMap((v) => this.member(v, name)), 'nullish');
      case 'array': return itemOf(this, of, Number(name));
      case 'function': return name === 'default' ? [of] : [{ is: 'library', package: 'globalThis', path: [{ member: 'Function' }, { member: name }] }];
      // A text or a number has none of the properties that are asked for.
      case 'literal': case 'text': case 'number': case 'absent': return [{ is: 'absent' }];
      case 'unknown': return [of];
    }
  }

  private memberOfParam(of: ParamValue, name: string): readonly Abstract[] {
    if (of.without?.includes(name) && of.path.length === 0) return [{ is: 'absent' }];
    const declared = memberByShape(this, of, name);
    return declared.length > 0 ? declared : [of.path.length < 4 ? { ...of, path: [...of.path, name] } : unknown('a deep property')];
  }

  /** `global.timeoutMs`, where the project says `global.timeoutMs = 5000`. */
  private assignedGlobal(of: Extract<Abstract, { is: 'library' }>, name: string): readonly Abstract[] | undefined {
    if (of.package !== 'globalThis' || of.path.length > 0) return undefined;
    this.globals ??= assignedGlobals(this.sources.files);
    const assigned = this.globals.get(name);
    return assigned && this.guarded(`global:${name}`, () => assigned.flatMap(({ file, value }) => this.evaluate(file, value)));
  }

  private base(file: string, cls: number): readonly Abstract[] {
    const base = this.facts(file)?.classes[cls]?.extends;
    return base ? this.evaluate(file, base) : [unknown('a class without a base')];
  }

  /** `super.call()`: a member of the base, of this object. */
  private baseInstance(file: string, cls: number): readonly Abstract[] {
    return this.base(file, cls).map((base) => (base.is === 'class' ? { is: 'instance', file: base.file, cls: base.cls } : base));
  }

  /** What a call gives back. */
  result(ref: CallRef, env?: Env): readonly Abstract[] {
    const call = this.call(ref);
    if (!call) return [unknown('a call that is not there')];
    const bound = call.callee.is === 'member' && call.callee.name === 'bind' ? this.evaluate(ref.file, call.callee.of, env).filter(isCallable) : [];
    if (bound.length > 0) return bound;
    const list = call.callee.is === 'member' && sameItems.has(call.callee.name) ? this.evaluate(ref.file, call.callee.of, env).filter((v) => v.is === 'array') : [];
    if (list.length > 0) return list;
    return flatten(this.evaluate(ref.file, call.callee, env)).flatMap((callee) => this.apply(callee, call, ref, env));
  }

  private apply(callee: Abstract, call: CallFact, ref: CallRef, env: Env | undefined): readonly Abstract[] {
    if (callee.is === 'function') return this.returned(callee, call, ref, env);
    if (callee.is === 'class') return [{ is: 'instance', file: callee.file, cls: callee.cls, made: { call: ref, env } }];
    if (callee.is !== 'library') return [unknown(callee.is === 'unknown' ? callee.why : 'the result of a function that is handed in')];
    if (givesItself(callee)) return [{ ...callee, path: callee.path.slice(0, -1) }];
    const builtin = passedOn(this, callee, call, ref, env);
    return builtin ?? [{ is: 'library', package: callee.package, path: [...callee.path, { call: ref, construct: call.construct ?? false, env }] }];
  }

  /** What code that is not seen gets when it calls a function, or makes an object of a class, that it was given. */
  given(value: Abstract): readonly Abstract[] {
    if (value.is === 'class') return [{ is: 'instance', file: value.file, cls: value.cls }];
    if (value.is !== 'function') return [value.is === 'absent' || value.is === 'unknown' ? value : unknown('a function that cannot be seen')];
    const returns = this.facts(value.file)?.functions[value.fn]?.returns ?? [];
    return this.guarded(`given:${value.file}:${String(value.fn)}`, () => returns.flatMap((v) => this.evaluate(value.file, v, value.env)));
  }

  private returned(callee: Extract<Abstract, { is: 'function' }>, call: CallFact, ref: CallRef, env: Env | undefined): readonly Abstract[] {
    const fact = this.facts(callee.file)?.functions[callee.fn];
    if (!fact || fact.generator || call.construct) return [unknown('the result of a generator or an old-style class')];
    if (depthOf(env) >= deepest) return [unknown('a long chain of calls')];
    // What a visitor gives by a function for each kind of node is more ways than anybody can walk.
    if (entriesOf(env, callee) > 1) return [unknown('a function that calls itself')];
    const inner = this.entered(callee, ref, env);
    return this.guarded(`returns:${callee.file}:${String(callee.fn)}:${ref.file}#${String(ref.call)}`, () => fact.returns.length === 0 ? [{ is: 'literal', value: undefined }] : fact.returns.flatMap((v) => this.evaluate(callee.file, v, inner)));
  }

  /** The frames inside of a function of the project that a call enters. */
  entered(callee: Extract<Abstract, { is: 'function' }>, ref: CallRef, env: Env | undefined): Env {
    return this.joined(this.enter(callee, ref, env, callee.self), callee.env);
  }

  /** A closure keeps the frames in which it was made, behind those through which it is called. */
  private joined(inner: Env, closure: Env | undefined): Env {
    if (!closure) return inner;
    const frames: Env[] = [];
    for (let frame: Env | undefined = inner; frame; frame = frame.outer) frames.push(frame);
    return frames.reduceRight<Env>((outer, frame) => this.enter(frame, frame.call, outer, frame.self), closure);
  }
}

const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off', 'removeListener', 'removeAllListeners', 'setMaxListeners']);

/** `new Pool().on('error', log)` is the pool: emitters give themselves where a listener is added or taken away. */
function givesItself({ path }: LibraryValue): boolean {
  const last = path.at(-1);
  return last !== undefined && 'member' in last && listening.has(last.member) && path.slice(0, -1).some((step) => !('member' in step));
}

function isEnvironmentVariable({ package: name, path }: LibraryValue): boolean {
  const [root, env, variable] = path;
  return name === 'globalThis' && path.length === 3 && root !== undefined && env !== undefined && variable !== undefined && 'member' in root && root.member === 'process' && 'member' in env && env.member === 'env' && 'member' in variable;
}

/** A function of the project, or a method of a library: an object that a library made has a method of its own by the name of `bind`. */
function isCallable(value: Abstract): boolean {
  if (value.is === 'function') return true;
  const last = value.is === 'library' && value.path.length > 1 ? value.path.at(-1) : undefined;
  return last !== undefined && 'member' in last;
}

/** A variable that starts empty and is filled later is what it is filled with. */
function started(written: readonly (readonly Abstract[])[]): readonly Abstract[] {
  const filled = written.filter((values) => !values.every((v) => v.is === 'literal' && (v.value === undefined || v.value === null)));
  return (filled.length > 0 ? filled : written).flat();
}

function without(value: Abstract, names: readonly string[]): Abstract {
  if (value.is === 'object' || (value.is === 'param' && value.path.length === 0)) return { ...value, without: [...(value.without ?? []), ...names] };
  return value.is === 'or' ? { ...value, first: without(value.first, names), then: value.then.map((v) => without(v, names)) } : value;
}

function selfIn(env: Env | undefined, file: string, cls: number): Abstract | undefined {
  for (let frame = env; frame; frame = frame.outer) {
    if (frame.self?.is === 'instance') return frame.self.file === file && frame.self.cls === cls ? frame.self : { ...frame.self };
  }
  return undefined;
}

function selfKey(self: Abstract | undefined): string {
  if (self?.is === 'instance') return `${self.file}:${String(self.cls)}:${self.made ? `${self.made.call.file}#${String(self.made.call.call)}/${String(self.made.env?.id)}` : ''}`;
  return self?.is === 'class' ? `${self.file}:${String(self.cls)}` : '';
}
