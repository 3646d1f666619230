import type { CostModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** What the catalog says that a call costs, where that is more than a round trip. */
export function reasonFor(project: Project, ref: CallRef): CostModel['is'] | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact) return undefined;
  for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (callee.is !== 'library' || !catalog.has(callee.package, 'costs')) continue;
    const model = catalog.read(callee, versionOf(ref.file, callee.package)).map((reading) => catalog.cost(reading)).find((m) => m !== undefined);
    if (model && hasText(project, ref, model.where)) return model.is;
  }
  return undefined;
}

function hasText({ evaluator }: Project, ref: CallRef, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || flatten(evaluator.argument(ref, 0, undefined)).some((v) => v.is === 'literal' && typeof v.value === 'string' && wanted.includes(v.value));
}
