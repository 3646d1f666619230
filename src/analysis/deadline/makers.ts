import type { Made, Reading } from '../../catalog/reading.js';
import { parsePattern } from '../../catalog/path.js';
import type { CatalogEntry } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { callKey, depthOf, flatten, type CallRef, type Env, type FunctionRef, type LibraryValue, type ParamValue } from '../abstract.js';
import type { CallGraph } from '../callers.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { isInside } from './timers.js';

/** Longer ways from a caller down to the call that makes a client are not followed. */
const longestWay = 5;
/** More makers than this are not told apart. */
const mostMakers = 12;

/** Nothing of which the client was made takes options, but what such clients are derived from does: `mongoose.model()` and the connection that `mongoose.connect()` opens. */
export function isOpenedElsewhere({ reading: { entry, made } }: OutboundCall): boolean {
  const { types = {} } = entry;
  const last = made.at(-1);
  if (!last || made.some(({ step, type }) => 'typed' in step || types[type]?.options !== undefined)) return false;
  return lineage(entry, last.type).some((type) => types[type]?.options !== undefined);
}

interface Maker {
  readonly at: CallRef;
  readonly made: readonly Made[];
}

/**
 * Where the project makes clients of a type. A client that comes through a container is known by its type only: it is
 * one of those that the project makes, and when they all have a deadline, or none has, it does not matter which.
 */
export class Makers {
  private readonly known = new Map<string, readonly Maker[]>();

  constructor(private readonly context: OutboundContext, private readonly graph: CallGraph) {}

  /** The call as it is with each client that it may be made on; empty where the client is known, or nobody makes one. */
  alternatives(outbound: OutboundCall): readonly OutboundCall[] {
    const { reading } = outbound;
    const [first, ...rest] = reading.made;
    const isTyped = first !== undefined && 'typed' in first.step;
    if (!first || !(isTyped || isOpenedElsewhere(outbound))) return [];
    // A model of the package's own connection is made without it: the connection stands before it.
    const others = isTyped ? rest : reading.made;
    const makers = this.of(reading.entry, first.type).filter(({ at }) => isTyped || !reading.made.some(({ step }) => 'call' in step && callKey(step.call) === callKey(at)) );
    // What a library hands to a factory is what another maker was given.
    const own = makers.filter((maker) => !this.handsOn(maker.at));
    const chosen = this.likely(own.length > 0 ? own : makers);
    return chosen.length > mostMakers ? [] : chosen.map((maker) => ({ ...outbound, reading: { ...reading, made: [...maker.made, ...others] } }));
  }

  /** How many clients of a type the project makes that other code can come by. */
  count(entry: CatalogEntry, type: string): number {
    const makers = this.of(entry, type);
    const own = makers.filter((maker) => !this.handsOn(maker.at));
    return this.likely(own.length > 0 ? own : makers).length;
  }

  /** Those whose client can reach other code: not those of scripts, nor what is handed to a package on the spot. A container's module comes before a client that is made by hand. */
  private likely(makers: readonly Maker[]): readonly Maker[] {
    const open = makers.filter(({ at }) => !this.context.isScript(at.file) && !this.isGivenAway(at));
    const modules = open.filter(({ at }) => this.isModule(at));
    return modules.length > 0 ? modules : open.length > 0 ? open : makers;
  }

  /** `new RedisStore(new Redis())`: it is handed to something of a package, in place or by its name, and goes nowhere else; or it stays in its file. */
  private isGivenAway({ file, call }: CallRef): boolean {
    const facts = this.context.evaluator.facts(file);
    if (!facts) return false;
    const inPlace = facts.calls.find((c) => c.args.some((a) => a.is === 'call' && a.call === call));
    if (inPlace) return !inPlace.decorator && this.isOfPackage(file, inPlace.callee);
    const holders = facts.bindings.filter((b) => b.kind !== 'param' && b.values.some((v) => v.is === 'call' && v.call === call));
    const uses = holders.flatMap((b) => b.uses ?? []);
    // A variable whose methods are called, and which goes nowhere.
    const isExported = facts.exports.some(({ value }) => value?.is === 'ref' && holders.some((b) => b === facts.bindings[value.to]));
    if (holders.length > 0 && !isExported && uses.every((u) => u.as === 'member' || u.as === 'compared')) return true;
    const handed = uses.filter((u) => u.as === 'argument');
    const others = uses.filter((u) => u.as !== 'argument');
    return handed.length > 0 && others.every((u) => u.as === 'member' && /^(?:on|once|connect|quit|disconnect|duplicate)$/.test(u.name ?? '')) && handed.every((u) => this.isOfPackage(file, facts.calls[u.call ?? -1]?.callee));
  }

  private isOfPackage(file: string, callee: Value | undefined): boolean {
    return callee !== undefined && flatten(this.context.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && v.package !== 'globalThis');
  }

  /** `TypeOrmModule.forRootAsync(…)` */
  private isModule({ file, call }: CallRef): boolean {
    const callee = this.context.evaluator.facts(file)?.calls[call]?.callee;
    return callee?.is === 'member' && /^(?:forRoot|register)/.test(callee.name);
  }

  /** The call with the client as each caller of the function that makes it has it made: `createPool(options)`. Empty where the parameter is of another function. */
  throughCallers(outbound: OutboundCall, { file, fn }: ParamValue): readonly OutboundCall[] {
    const { evaluator } = this.context;
    const { reading } = outbound;
    const isOpen = ({ step }: Made): boolean => {
      const outermost = 'call' in step ? outermostOf(step.call, step.env) : undefined;
      return outermost?.file === file && 'call' in step && isInside(evaluator.facts(file), evaluator.call(outermost)?.fn ?? -1, fn) && !isEntered(step.env, { file, fn }) && depthOf(step.env) < longestWay;
    };
    if (!reading.made.some(isOpen)) return [];
    return this.graph.callersOf({ file, fn }).map((by) => ({
      ...outbound,
      reading: { ...reading, made: reading.made.map((made) => (isOpen(made) && 'call' in made.step ? { ...made, step: { ...made.step, env: evaluator.behind(made.step.env, { file, fn }, by) } } : made)) },
    }));
  }

  /** Whether all its options are a parameter of a function that no code of the project calls. */
  private handsOn(call: CallRef): boolean {
    const { evaluator } = this.context;
    const values = evaluator.call(call)?.args.flatMap((_, at) => evaluator.argument(call, at, undefined)) ?? [];
    return values.length > 0 && values.every((v) => v.is === 'param' && v.path.length === 0 && this.graph.callersOf(v).length === 0);
  }

  private of(entry: CatalogEntry, type: string): readonly Maker[] {
    const key = `${entry.id}\0${type}`;
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = this.find(entry, type)));
    return known;
  }

  /** What takes the options tells more than what is derived from it. */
  private find(entry: CatalogEntry, type: string): readonly Maker[] {
    const all = lineage(entry, type).map((ancestor) => ({ ancestor, makers: this.makersOf(entry, ancestor) }));
    const withOptions = all.filter(({ ancestor }) => entry.types?.[ancestor]?.options !== undefined).flatMap(({ makers }) => makers);
    return withOptions.length > 0 ? withOptions : all.flatMap(({ makers }) => makers);
  }

  private makersOf(entry: CatalogEntry, type: string): readonly Maker[] {
    const found = new Map<string, Maker>();
    for (const name of [...makerNames(entry, type), 'super']) {
      for (const ref of this.context.calledNames.get(name) ?? []) {
        const made = this.madeBy(ref, entry, type);
        if (made) found.set(callKey(ref), { at: ref, made });
      }
    }
    return [...found.values()].sort((a, b) => (callKey(a.at) < callKey(b.at) ? -1 : 1));
  }

  /** The steps that make such an object, where a call is the last of them, and all of them are seen. */
  private madeBy(ref: CallRef, { id }: CatalogEntry, type: string): readonly Made[] | undefined {
    for (const value of this.resultOf(ref)) {
      const readings: readonly Reading[] = this.context.catalog.read(value, this.context.versionOf(ref.file, value.package));
      const made = readings.find((r) => r.entry.id === id && r.type === type && r.rest.length === 0)?.made;
      const last = made?.at(-1);
      if (made && last && 'call' in last.step && callKey(last.step.call) === callKey(ref) && made.every(({ step }) => 'call' in step)) return made;
    }
    return undefined;
  }

  /** `super(…)` makes the part of the object that is the base's. */
  private resultOf(ref: CallRef): readonly LibraryValue[] {
    const { evaluator } = this.context;
    const callee = evaluator.call(ref)?.callee;
    if (callee?.is !== 'super') return flatten(evaluator.result(ref)).filter((v) => v.is === 'library');
    return flatten(evaluator.evaluate(ref.file, callee)).flatMap((v) => (v.is === 'library' ? [{ ...v, path: [...v.path, { call: ref, construct: true, env: undefined }] }] : []));
  }
}

/** Where the way to a call begins: the call itself, or the one that entered its outermost frame. */
function outermostOf(call: CallRef, env: Env | undefined): CallRef {
  let first = call;
  for (let frame = env; frame; frame = frame.outer) first = frame.call;
  return first;
}

function isEntered(env: Env | undefined, { file, fn }: FunctionRef): boolean {
  for (let frame = env; frame; frame = frame.outer) if (frame.file === file && frame.fn === fn) return true;
  return false;
}

/** The type, and those that its objects are derived from. */
function lineage({ types = {} }: CatalogEntry, type: string): readonly string[] {
  const found = new Set([type]);
  for (const name of found) {
    for (const path of types[name]?.is ?? []) {
      const [parent = ''] = path.split('.');
      if (parent in types) found.add(parent);
    }
  }
  return [...found];
}

/** The last names of the calls that make it; the package itself is called by whatever name it was imported as. */
function makerNames({ types = {} }: CatalogEntry, type: string): readonly string[] {
  const names = (types[type]?.is ?? []).flatMap((path) => parsePattern(path).segments.at(-1)?.names ?? []);
  return [...new Set(names.flatMap((name) => (name === '' ? ['', 'default', '=', '*'] : [name, 'default'])))];
}
