import type { Catalog } from '../catalog/catalog.js';
import type { HandlerModel } from '../catalog/types.js';
import type { Reach } from '../model/evidence.js';
import type { ClassFact, Value } from '../model/facts.js';
import type { CallGraph } from './callers.js';
import { calleeName } from './names.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from './abstract.js';
import type { Evaluator } from './evaluate.js';

/** A function that the runtime calls for each request, message, job or tick. */
export interface Handler extends FunctionRef {
  readonly reach: Reach;
  /** `GET /users/:id`, `@Cron nightly`. */
  readonly name: string;
}

type VersionOf = (file: string, packageName: string) => string | undefined;

/** All handlers that are registered somewhere, by call or by decorator. */
export function findHandlers(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, graph: CallGraph): readonly Handler[] {
  const found: Handler[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (let call = 0; call < facts.calls.length; call++) found.push(...registered(evaluator, catalog, versionOf, graph, { file, call }));
    for (const fact of facts.classes) found.push(...decorated(evaluator, catalog, versionOf, file, fact));
  }
  return found;
}

function registered(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, graph: CallGraph, ref: CallRef): readonly Handler[] {
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || !fact.args.some(mayHoldFunction)) return [];
  return registrars(evaluator, graph, ref.file, fact.callee).flatMap((callee) => {
    if (callee.is !== 'library') return [];
    const models = catalog.read(callee, versionOf(ref.file, callee.package)).flatMap((reading) => catalog.handlers(reading));
    return models.flatMap((model) => handlersOf(evaluator, ref, model));
  });
}

/** What a registration is made on; where the app is handed in, what the callers hand in. */
function registrars(evaluator: Evaluator, graph: CallGraph, file: string, callee: Value): readonly Abstract[] {
  return flatten(evaluator.evaluate(file, callee)).flatMap((value) => {
    if (value.is !== 'param') return [value];
    return graph.callersOf(value).flatMap((by) => flatten(evaluator.evaluate(file, callee, evaluator.enter(value, by, undefined, undefined))));
  });
}

function mayHoldFunction(value: Value): boolean {
  return value.is !== 'literal' && value.is !== 'text';
}

function handlersOf(evaluator: Evaluator, ref: CallRef, model: HandlerModel): readonly Handler[] {
  const count = evaluator.call(ref)?.args.length ?? 0;
  const from = model.from === 'last' ? count - 1 : (model.from ?? 0);
  const name = nameOf(evaluator, ref, model);
  const found: Handler[] = [];
  for (let at = from; at < count; at++) {
    const values = argumentValues(evaluator, ref, at);
    const parts = model.property === undefined ? values : values.flatMap((v) => (v.is === 'object' ? evaluator.member(v, model.property ?? '') : []));
    for (const fn of functionsIn(evaluator, parts)) found.push({ ...fn, reach: model.reach, name });
  }
  return found;
}

/** A handler argument: a spread is an array of handlers, and a wrapper that is not seen stands for what it is given. */
function argumentValues(evaluator: Evaluator, ref: CallRef, at: number): readonly Abstract[] {
  const written = evaluator.call(ref)?.args[at];
  if (written?.is === 'spread') return evaluator.evaluate(ref.file, written.of);
  const values = written ? evaluator.evaluate(ref.file, written) : [];
  if (written?.is !== 'call' || !values.every((v) => v.is === 'unknown')) return values;
  const inner = { file: ref.file, call: written.call };
  return (evaluator.call(inner)?.args ?? []).flatMap((_, index) => evaluator.argument(inner, index, undefined)).filter((v) => v.is === 'function');
}

/** The functions that a handler argument comes down to: itself, those of an array, those that a wrapper like `asyncHandler` is given. */
function functionsIn(evaluator: Evaluator, values: readonly Abstract[], depth = 0): readonly FunctionRef[] {
  if (depth > 3) return [];
  return flatten(values).flatMap((value): readonly FunctionRef[] => {
    if (value.is === 'function') return [{ file: value.file, fn: value.fn }, ...givenTo(evaluator, value.env?.call, depth)];
    if (value.is === 'array') return value.items.flatMap((item) => functionsIn(evaluator, evaluator.evaluate(value.file, item.is === 'spread' ? item.of : item, value.env), depth + 1));
    if (value.is === 'library') {
      const last = value.path.at(-1);
      return last && 'call' in last ? givenTo(evaluator, last.call, depth) : [];
    }
    return [];
  });
}

function givenTo(evaluator: Evaluator, call: CallRef | undefined, depth: number): readonly FunctionRef[] {
  const fact = call && evaluator.call(call);
  if (!call || !fact) return [];
  return fact.args.flatMap((_, at) => functionsIn(evaluator, evaluator.argument(call, at, undefined).filter((v) => v.is === 'function' || v.is === 'array'), depth + 1));
}

function nameOf(evaluator: Evaluator, ref: CallRef, model: HandlerModel): string {
  const fact = evaluator.call(ref);
  const facts = evaluator.facts(ref.file);
  const method = fact?.callee.is === 'member' ? fact.callee.name : facts ? calleeName(facts, ref.call) : '';
  const [route] = model.route === undefined ? [] : evaluator.argument(ref, model.route, undefined);
  const path = route?.is === 'literal' && typeof route.value === 'string' ? ` ${route.value}` : '';
  return (/^(get|post|put|patch|delete|head|options|all)$/.test(method) ? method.toUpperCase() : method) + path;
}

/** Methods that carry a handler decorator, in a class that carries the right one. */
function decorated(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, file: string, fact: ClassFact): readonly Handler[] {
  return fact.members.flatMap((member) => {
    if (member.fn === undefined) return [];
    const fn = member.fn;
    return member.decorators.flatMap((decorator) => decoratorModels(evaluator, catalog, versionOf, file, decorator).flatMap(({ model, name, route }): readonly Handler[] => {
      if (model.within !== undefined && !fact.decorators.some((d) => decoratorName(evaluator, file, d) === model.within)) return [];
      return [{ file, fn, reach: model.reach, name: `@${name}${route ? ` ${route}` : ''} ${fact.name}.${member.name}` }];
    }));
  });
}

function decoratorModels(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, file: string, decorator: Value): readonly { model: HandlerModel; name: string; route: string }[] {
  const callee = calleeOf(evaluator, file, decorator);
  return flatten(evaluator.evaluate(file, callee)).flatMap((value) => {
    if (value.is !== 'library') return [];
    return catalog.read(value, versionOf(file, value.package)).flatMap((reading) => {
      const model = catalog.decorator(reading);
      return model ? [{ model, name: reading.rest[0] ?? '', route: routeOf(evaluator, file, decorator) }] : [];
    });
  });
}

function calleeOf(evaluator: Evaluator, file: string, decorator: Value): Value {
  return decorator.is === 'call' ? (evaluator.call({ file, call: decorator.call })?.callee ?? decorator) : decorator;
}

function decoratorName(evaluator: Evaluator, file: string, decorator: Value): string | undefined {
  const [value] = evaluator.evaluate(file, calleeOf(evaluator, file, decorator));
  const last = value?.is === 'library' ? value.path.at(-1) : undefined;
  return last && 'member' in last ? last.member : undefined;
}

function routeOf(evaluator: Evaluator, file: string, decorator: Value): string {
  const [value] = decorator.is === 'call' ? evaluator.argument({ file, call: decorator.call }, 0, undefined) : [];
  return value?.is === 'literal' && typeof value.value === 'string' ? value.value : '';
}
