import type { BodyModel } from '../../catalog/body-model.js';
import type { CatalogEntry } from '../../catalog/types.js';
import type { CallFact } from '../../model/facts.js';
import { flatten, segmentsOf, type Abstract, type CallRef } from '../abstract.js';
import { stepInto } from '../deadline/property-path.js';
import type { Project } from '../project.js';

/** A body that a call gives. */
export interface GivenBody {
  readonly entry: CatalogEntry;
  readonly model: BodyModel;
  /** Its answer has none: the request's method is HEAD. */
  readonly empty: boolean;
}

/** The body that a call of the catalog gives; `undefined` for all other calls, and where nobody is given it. */
export function bodyOf(project: Project, ref: CallRef): GivenBody | undefined {
  const fact = project.evaluator.call(ref);
  const callee = fact?.callee;
  if (!fact || (callee?.is !== 'member' && callee?.is !== 'ref' && callee?.is !== 'import' && callee?.is !== 'global')) return undefined;
  for (const target of flatten(project.evaluator.evaluate(ref.file, callee))) {
    if (target.is !== 'library' || !project.catalog.has(target.package, 'bodies')) continue;
    const version = project.versionOf(ref.file, target.package);
    for (const reading of project.catalog.read(target, version)) {
      const model = project.catalog.bodies(reading, version).find((m) => isGiven(project, ref, fact, m));
      if (model) return { entry: reading.entry, model, empty: !model.head && isHead(project, ref, model, fact) };
    }
  }
  return undefined;
}

function isGiven(project: Project, ref: CallRef, { args }: CallFact, { where, commands, event, callback, options }: BodyModel): boolean {
  const at = (index: number): readonly Abstract[] => flatten(project.evaluator.argument(ref, index, undefined));
  if (event !== undefined && !at(0).some((v) => v.is === 'literal' && v.value === event)) return false;
  if (commands && !at(0).some((v) => v.is === 'library' && commands.includes(segmentsOf(v.path).find((s) => s !== '()')?.replace(/^new |\(\)$/g, '') ?? ''))) return false;
  if (where && !option(project, at(options ?? 0), where.option).some((v) => v.is === 'literal' && v.value === where.is)) return false;
  return callback === undefined || at(args.length - 1).some((v) => v.is === 'function');
}

function isHead(project: Project, ref: CallRef, { options }: BodyModel, { args }: CallFact): boolean {
  if (options === undefined || args.length <= options) return false;
  return option(project, project.evaluator.argument(ref, options, undefined), 'method').some((v) => v.is === 'literal' && typeof v.value === 'string' && v.value.toUpperCase() === 'HEAD');
}

function option(project: Project, options: readonly Abstract[], name: string): readonly Abstract[] {
  return flatten(stepInto(project.evaluator, options, name));
}
