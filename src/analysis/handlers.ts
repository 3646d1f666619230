import type { Catalog } from '../catalog/catalog.js';
import type { CatalogEntry, HandlerModel } from '../catalog/types.js';
import type { Reach } from '../model/evidence.js';
import type { Value } from '../model/facts.js';
import type { CallGraph } from './callers.js';
import { calleeName } from './names.js';
import { flatten, type Abstract, type CallRef, type FunctionRef, type ParamValue } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import { exportedHandlers } from './handlers-by-export.js';
import { parameterByLibrary } from './parameters.js';
import { decoratedHandlers, namedMethods } from './handlers-of-class.js';
import { isLeftOut } from './production/left-out-calls.js';

/** A function that the runtime calls for each request, message, job or tick. */
export interface Handler extends FunctionRef {
  readonly reach: Reach;
  /** `GET /users/:id`, `@Cron nightly`. */
  readonly name: string;
  /** A framework finds it by the file that exports it. */
  readonly exported?: true;
  /** Where it finds the signal that ends with its caller's patience: `$0.signal` of its first parameter. */
  readonly signal?: string;
  /** What the catalog says of its kind, and the package through which it is registered. */
  readonly model: HandlerModel;
  readonly entry: CatalogEntry;
  readonly package: string;
  /** The call that registers it, and the argument that holds it. */
  readonly registered?: { readonly call: CallRef; readonly argument: number };
  /** The calls that it was given to on its way there, which may have wrapped it: the outermost first. */
  readonly through: readonly CallRef[];
}

/** Whether a handler makes a service of its code: requests, messages and jobs come from outside; a timer only ticks, in a library or a page as well. */
export function serves({ reach, package: source }: Handler): boolean {
  return reach === 'request' || (reach === 'worker' && source !== 'globalThis' && !/^(?:node:)?(?:timers(?:\/promises)?|events)$/.test(source));
}

/** A function that an expression comes down to, and the calls that it was given to. */
export interface GivenFunction extends FunctionRef {
  readonly through: readonly CallRef[];
}

export type VersionOf = (file: string, packageName: string) => string | undefined;

/** All handlers: those that are registered by a call or a decorator, that a class must have by its interface, and that a file exports to its framework. */
export function findHandlers(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, graph: CallGraph): readonly Handler[] {
  const found: Handler[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (let call = 0; call < facts.calls.length; call++) found.push(...registered(evaluator, catalog, versionOf, graph, { file, call }));
    for (const fact of facts.classes) found.push(...decoratedHandlers(evaluator, catalog, versionOf, file, fact), ...namedMethods(evaluator, catalog, file, fact));
    found.push(...exportedHandlers(evaluator, catalog, versionOf, file, facts));
  }
  return found;
}

function registered(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, graph: CallGraph, ref: CallRef): readonly Handler[] {
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || !fact.args.some(mayHoldFunction)) return [];
  return registrars(evaluator, graph, ref.file, fact.callee).flatMap((callee) => {
    // To know a version, folders are searched: only for packages that register anything.
    if (callee.is !== 'library' || !catalog.registers(callee.package)) return [];
    const models = catalog.read(callee, versionOf(ref.file, callee.package)).flatMap((reading) => catalog.handlers(reading).map((model) => ({ entry: reading.entry, model })));
    const found = models.flatMap(({ entry, model }) => handlersOf(evaluator, ref, model).map((handler) => ({ ...handler, model, entry, package: callee.package })));
    // What is registered for development only serves nobody.
    return found.length > 0 && isLeftOut(evaluator, graph, ref) ? found.map((handler) => ({ ...handler, reach: 'script' as const })) : found;
  });
}

/** What a registration is made on; where the app is handed in, what the callers hand in. */
function registrars(evaluator: Evaluator, graph: CallGraph, file: string, callee: Value): readonly Abstract[] {
  return flatten(evaluator.evaluate(file, callee)).flatMap((value) => {
    if (value.is !== 'param') return [value];
    const called = graph.callersOf(value).flatMap((by) => flatten(evaluator.evaluate(file, callee, evaluator.enter(value, by, undefined, undefined))));
    return [...called, ...graph.handedOn(value).flatMap(({ ref }) => handedByLibrary(evaluator, ref, value))];
  });
}

/** `app.register(routes)`: what the library calls `routes` with, where the catalog says so. */
function handedByLibrary(evaluator: Evaluator, ref: CallRef, { at, path }: ParamValue): readonly Abstract[] {
  const fact = evaluator.call(ref);
  return flatten(fact ? evaluator.evaluate(ref.file, fact.callee) : []).flatMap((callee) => {
    const parameter = parameterByLibrary(evaluator, callee, ref, at);
    return parameter ? [path.reduce<Abstract>((v, member) => (v.is === 'library' ? { ...v, path: [...v.path, { member }] } : v), parameter)] : [];
  });
}

function mayHoldFunction(value: Value): boolean {
  return value.is !== 'literal' && value.is !== 'text';
}

function handlersOf(evaluator: Evaluator, ref: CallRef, model: HandlerModel): readonly Omit<Handler, 'model' | 'entry' | 'package'>[] {
  if (!isEvent(evaluator, ref, model.event)) return [];
  const count = evaluator.call(ref)?.args.length ?? 0;
  const from = model.from === 'last' ? count - 1 : (model.from ?? 0);
  const name = nameOf(evaluator, ref, model);
  const found: Omit<Handler, 'model' | 'entry' | 'package'>[] = [];
  for (let at = from; at < count; at++) {
    const { values, through } = argumentValues(evaluator, ref, at);
    for (const { path, values: parts } of model.property === undefined ? [{ path: '', values }] : propertiesAt(evaluator, values, model.property.split('.'))) {
      for (const fn of functionsIn(evaluator, parts, through)) found.push({ ...fn, reach: model.reach, name: path || name, registered: { call: ref, argument: at }, ...(model.signal !== undefined && { signal: model.signal }) });
    }
  }
  return found;
}

function isEvent(evaluator: Evaluator, ref: CallRef, event: string | undefined): boolean {
  if (event === undefined) return true;
  const [name] = evaluator.argument(ref, 0, undefined);
  return name?.is === 'literal' && typeof name.value === 'string' && event.split('|').includes(name.value);
}

interface Found {
  /** The names that stood for a star: `Query.user`. */
  readonly path: string;
  readonly values: readonly Abstract[];
}

/** What stands at a path of properties, where a star is any name and an array is each of its items. */
export function propertiesAt(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[], starred: readonly string[] = []): readonly Found[] {
  const objects = flatten(values).flatMap((v) => (v.is === 'array' ? itemsOf(evaluator, v) : [v]));
  const [name, ...rest] = path;
  if (name === undefined) return [{ path: starred.join('.'), values: objects }];
  if (name !== '*') return propertiesAt(evaluator, objects.flatMap((v) => (mayHaveProperties(v) ? property(evaluator, v, name) : [])), rest, starred);
  return objects.flatMap((v) => namesIn(evaluator, v).flatMap((key) => propertiesAt(evaluator, evaluator.member(v, key), rest, [...starred, key])));
}

/** `fields()`: an object, or what the function there returns. */
function property(evaluator: Evaluator, object: Abstract, name: string): readonly Abstract[] {
  const found = evaluator.member(object, name.replace('()', ''));
  return name.endsWith('()') ? flatten(found).flatMap((v) => (v.is === 'function' ? evaluator.given(v) : [v])) : found;
}

function itemsOf(evaluator: Evaluator, array: Extract<Abstract, { is: 'array' }>): readonly Abstract[] {
  return array.items.flatMap((item) => {
    const found = flatten(evaluator.evaluate(array.file, item.is === 'spread' ? item.of : item, array.env));
    return found.flatMap((v) => (v.is === 'array' && item.is === 'spread' ? v.items.flatMap((i) => evaluator.evaluate(v.file, i, v.env)) : [v]));
  });
}

function mayHaveProperties({ is }: Abstract): boolean {
  return is === 'object' || is === 'namespace' || is === 'instance' || is === 'or';
}

/** The names of an object's own properties, through spreads, or of a module's exports. */
function namesIn(evaluator: Evaluator, value: Abstract, depth = 0): readonly string[] {
  if (value.is === 'namespace') return (evaluator.facts(value.file)?.exports ?? []).map((e) => e.name).filter((name) => name !== '*' && name !== '=');
  if (value.is !== 'object' || depth > 3) return [];
  return value.props.flatMap((p) => (p.key !== undefined ? [p.key] : p.spread ? flatten(evaluator.evaluate(value.file, p.spread, value.env)).flatMap((v) => namesIn(evaluator, v, depth + 1)) : []));
}

/** A handler argument: a spread is an array of handlers, and a wrapper that is not seen stands for what it is given. */
function argumentValues(evaluator: Evaluator, ref: CallRef, at: number): Unwrapped {
  const written = evaluator.call(ref)?.args[at];
  if (written?.is === 'spread') return { values: evaluator.evaluate(ref.file, written.of), through: [] };
  return written ? throughUnseen(evaluator, ref.file, written) : { values: [], through: [] };
}

/** Values, and the call that they were given to instead of standing there themselves. */
export interface Unwrapped {
  readonly values: readonly Abstract[];
  readonly through: readonly CallRef[];
}

/** A value, or the functions that a call which is not seen was given. */
export function throughUnseen(evaluator: Evaluator, file: string, written: Value): Unwrapped {
  const values = evaluator.evaluate(file, written);
  const call = written.is === 'ref' ? onlyCall(evaluator, file, written.to) : written;
  if (call.is !== 'call' || !values.every((v) => v.is === 'unknown')) return { values, through: [] };
  const inner = { file, call: call.call };
  return { values: (evaluator.call(inner)?.args ?? []).flatMap((_, index) => evaluator.argument(inner, index, undefined)).filter((v) => v.is === 'function'), through: [inner] };
}

function onlyCall(evaluator: Evaluator, file: string, to: number): Value {
  const values = evaluator.facts(file)?.bindings[to]?.values ?? [];
  return values.length === 1 && values[0] ? values[0] : { is: 'unknown' };
}

/** The functions that a handler argument comes down to: itself, those of an array, those that a wrapper like `asyncHandler` is given. */
export function functionsIn(evaluator: Evaluator, values: readonly Abstract[], through: readonly CallRef[] = [], depth = 0): readonly GivenFunction[] {
  if (depth > 3) return [];
  return flatten(values).flatMap((value): readonly GivenFunction[] => {
    if (value.is === 'function') return [{ file: value.file, fn: value.fn, through }, ...givenTo(evaluator, value.env?.call, through, depth)];
    if (value.is === 'array') return value.items.flatMap((item) => functionsIn(evaluator, evaluator.evaluate(value.file, item.is === 'spread' ? item.of : item, value.env), through, depth + 1));
    if (value.is === 'library') {
      const last = value.path.at(-1);
      return last && 'call' in last ? givenTo(evaluator, last.call, through, depth) : [];
    }
    return [];
  });
}

function givenTo(evaluator: Evaluator, call: CallRef | undefined, through: readonly CallRef[], depth: number): readonly GivenFunction[] {
  const fact = call && evaluator.call(call);
  if (!call || !fact) return [];
  return fact.args.flatMap((_, at) => functionsIn(evaluator, evaluator.argument(call, at, undefined).filter((v) => v.is === 'function' || v.is === 'array'), [...through, call], depth + 1));
}

function nameOf(evaluator: Evaluator, ref: CallRef, model: HandlerModel): string {
  const fact = evaluator.call(ref);
  const facts = evaluator.facts(ref.file);
  const method = fact?.callee.is === 'member' ? fact.callee.name : facts ? calleeName(facts, ref.call) : '';
  const [route] = model.route === undefined ? [] : evaluator.argument(ref, model.route, undefined);
  const path = route?.is === 'literal' && typeof route.value === 'string' ? ` ${route.value}` : '';
  return (/^(get|post|put|patch|delete|head|options|all)$/.test(method) ? method.toUpperCase() : method) + path;
}
