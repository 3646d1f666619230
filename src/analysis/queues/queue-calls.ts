import type { CatalogEntry, QueueModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A call that makes a queue of a library, or that has messages handed to a function. */
export interface QueueCall {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: QueueModel;
  readonly package: string;
  /** The call that made the queue, or what is consumed from; absent where only its type is known. */
  readonly maker: CallRef | undefined;
}

/** The queues of libraries that the calls of a file make or take from. */
export function queueCallsIn(project: Project, file: string): readonly QueueCall[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call) => queueAt(project, { file, call }) ?? []);
}

function queueAt(project: Project, ref: CallRef): QueueCall | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'queues')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.queue(reading, fact.construct === true, value.package, version);
      if (model) return { ref, entry: reading.entry, model, package: value.package, maker: model.path.endsWith(')') ? ref : value.path.flatMap((step) => ('call' in step ? [step.call] : [])).at(-1) };
    }
  }
  return undefined;
}
