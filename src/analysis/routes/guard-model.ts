import type { GuardModel } from '../../catalog/types.js';
import { flatten, madeBy, type CallRef, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';

/** What a call of a library does for the requests at hand: it asks a counter. Only calls that code makes before the work. */
export function guardModelOf(project: Project, ref: CallRef): GuardModel | undefined {
  const { evaluator, catalog, versionOf, origins } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.construct) return undefined;
  for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((c) => origins.callees(c))) {
    if (callee.is !== 'library' || !catalog.has(callee.package, 'guards')) continue;
    const version = versionOf(ref.file, callee.package);
    const model = catalog.read(callee, version).map((reading) => catalog.guard(reading, version)).find((m) => m !== undefined);
    if (model?.as === 'check') return model;
    // `limiter(req, res, next)`: a middleware that is called by hand.
    const called = model ? undefined : guardOfValue(project, ref.file, callee);
    if (called?.as === 'middleware') return called;
  }
  return undefined;
}

/** What a value of a library is as a guard: a middleware that a call made, a plugin, a class. */
export function guardOfValue({ catalog, versionOf }: Project, file: string, value: LibraryValue): GuardModel | undefined {
  if (!catalog.has(value.package, 'guards')) return undefined;
  const version = versionOf(file, value.package);
  const made = madeBy(value) !== undefined;
  const path = made ? value.path.slice(0, -1) : value.path;
  return catalog.read({ ...value, path }, version).map((reading) => catalog.guard(reading, version)).find((m) => m !== undefined && (m.as === 'middleware') === made);
}
