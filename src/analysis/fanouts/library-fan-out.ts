import type { Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A call of a library that does work for each element. */
export interface LibraryFanOut {
  readonly list: Value;
  readonly work: Value | undefined;
  /** What says how many at a time. */
  readonly limited?: string;
}

/** Reads a call as the catalog describes it. Where it is not seen how many at a time, it is none. */
export function libraryFanOut(project: Project, ref: CallRef): LibraryFanOut | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || fact.args.some((a) => a.is === 'spread')) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'fanOuts')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.fanOut(reading, value.package, version);
      const list = model && fact.args[model.list];
      if (!model || !list) continue;
      const work = model.work === undefined ? undefined : fact.args[model.work];
      const base = { list, work };
      if (model.limited) return { ...base, limited: 'one at a time' };
      if (model.limit === undefined) return base;
      const set = settingAt(project, ref, fact.args, model.limit);
      if (set.every((v) => v.is === 'absent' || (v.is === 'literal' && v.value === undefined))) return base;
      return set.some((v) => v.is === 'unknown' || v.is === 'param') ? undefined : { ...base, limited: model.limit.split('.').at(-1) ?? '' };
    }
  }
  return undefined;
}

function settingAt({ evaluator }: Project, { file }: CallRef, args: readonly Value[], at: string): readonly Abstract[] {
  const [head = '', ...path] = at.split('.');
  const argument = args[Number(head.slice('arg'.length))];
  if (!argument) return [{ is: 'absent' }];
  return path.reduce<readonly Abstract[]>((values, name) => flatten(values.flatMap((v) => evaluator.member(v, name))), flatten(evaluator.evaluate(file, argument)));
}
