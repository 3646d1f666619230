import type { Catalog } from '../catalog/catalog.js';
import type { ClassFact, Value } from '../model/facts.js';
import { flatten } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import type { Handler, VersionOf } from './handlers.js';

/** Methods that carry a handler decorator, in a class that carries the right one. */
export function decoratedHandlers(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, file: string, fact: ClassFact): readonly Handler[] {
  return fact.members.flatMap((member) => {
    if (member.fn === undefined) return [];
    const fn = member.fn;
    return member.decorators.flatMap((decorator) => decoratorModels(evaluator, catalog, versionOf, file, decorator).flatMap(({ name, route, ...found }): readonly Handler[] => {
      const { model } = found;
      if (model.within !== undefined && !fact.decorators.some((d) => decoratorName(evaluator, file, d) === model.within)) return [];
      return [{ file, fn, reach: model.reach, name: `@${name}${route ? ` ${route}` : ''} ${fact.name}.${member.name}`, ...found, through: [], ...(model.signal !== undefined && { signal: model.signal }) }];
    }));
  });
}

function decoratorModels(evaluator: Evaluator, catalog: Catalog, versionOf: VersionOf, file: string, decorator: Value): readonly (Pick<Handler, 'model' | 'entry' | 'package'> & { name: string; route: string })[] {
  const callee = calleeOf(evaluator, file, decorator);
  return flatten(evaluator.evaluate(file, callee)).flatMap((value) => {
    if (value.is !== 'library') return [];
    return catalog.read(value, versionOf(file, value.package)).flatMap((reading) => {
      const model = catalog.decorator(reading);
      return model ? [{ model, entry: reading.entry, package: value.package, name: reading.rest[0] ?? '', route: routeOf(evaluator, file, decorator) }] : [];
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

/** Methods that a framework calls by their name, in a class that extends or implements what it asks for: `canActivate` of a `CanActivate`. */
export function namedMethods(evaluator: Evaluator, catalog: Catalog, file: string, fact: ClassFact): readonly Handler[] {
  const bases = fact.interface ? [] : basesOf(evaluator, file, fact);
  if (bases.length === 0) return [];
  return catalog.handlersBy('#').flatMap(({ entry, model }) => {
    const base = bases.find((b) => b.name === model.of && entry.packages.includes(b.package));
    if (!base) return [];
    const names = model.path.slice(1).split('|');
    return fact.members.flatMap((m): readonly Handler[] => (m.fn !== undefined && !m.static && m.kind === 'method' && (names.includes(m.name) || names.includes('*')) ? [{ file, fn: m.fn, reach: model.reach, name: `${fact.name}.${m.name}`, model, entry, package: base.package, through: [], ...(model.signal !== undefined && { signal: model.signal }) }] : []));
  });
}

/** The classes and interfaces of packages that a class comes down from, also through classes of the project. */
function basesOf(evaluator: Evaluator, file: string, fact: ClassFact, depth = 0): readonly { readonly package: string; readonly name: string }[] {
  if (depth > 5) return [];
  return [...fact.implements, ...(fact.extends ? [fact.extends] : [])].flatMap((base) => flatten(evaluator.evaluate(file, base))).flatMap((base) => {
    if (base.is === 'class') {
      const parent = evaluator.facts(base.file)?.classes[base.cls];
      return parent ? basesOf(evaluator, base.file, parent, depth + 1) : [];
    }
    // `extends AuthGuard('jwt')`: a class that a function of the package makes is called as that function is.
    const last = base.is === 'library' ? base.path.findLast((step) => 'member' in step) : undefined;
    return base.is === 'library' && last && 'member' in last ? [{ package: base.package, name: last.member }] : [];
  });
}
