import type { Reading } from '../../catalog/reading.js';
import { escapeIn, statementIn } from '../../catalog/security-lookups.js';
import type { StatementModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** What the catalog says of a call that is given a statement. */
export function statementModel(project: Project, ref: CallRef): { readonly model: StatementModel; readonly reading: Reading } | undefined {
  const { evaluator, catalog, versionOf, origins } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || fact.args.length === 0) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((c) => origins.callees(c))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'statements')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = statementIn(reading, { construct: fact.construct ?? false, packageName: value.package, version });
      if (model) return { model, reading };
    }
  }
  return undefined;
}

/** Whether what a call gives may stand in a statement: it is escaped, comes out of a tag that makes parameters, or is judged where it is made. */
export function escapes(project: Project, ref: CallRef): boolean {
  const { evaluator, catalog, versionOf, origins } = project;
  const fact = evaluator.call(ref);
  if (!fact) return false;
  const callees = flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((c) => origins.callees(c)).filter((v) => v.is === 'library');
  return callees.some((v) => isTag(project, ref) || (catalog.has(v.package, 'escapes') && catalog.read(v, versionOf(ref.file, v.package)).some((reading) => escapeIn(reading, v.package) !== undefined))) || statementModel(project, ref) !== undefined;
}

/** A template with a tag is a call whose first argument stands nowhere by itself. */
export function isTag({ evaluator }: Project, ref: CallRef): boolean {
  const fact = evaluator.call(ref);
  return fact !== undefined && fact.argRanges.length === 0 && fact.args.length > 0;
}
