import type { BlockingModel } from '../../catalog/types.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A call that does its work on the main thread. */
export interface BlockingCall {
  readonly ref: CallRef;
  readonly model: BlockingModel;
  /** The library, as messages name it. */
  readonly library: string;
}

/** The calls of a file that nothing else of the process runs beside. */
export function blockingCallsIn(project: Project, file: string): readonly BlockingCall[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call) => blockingCall(project, { file, call }) ?? []);
}

function blockingCall(project: Project, ref: CallRef): BlockingCall | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.construct || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'blocking')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.blocking(reading, value.package, version);
      if (model && !isSpared(project, ref, model)) return { ref, model, library: reading.entry.name };
    }
  }
  return undefined;
}

/** What it is given makes it quick: a file that the kernel makes up, a callback. */
function isSpared({ evaluator }: Project, { file, call }: CallRef, { spared = [], callback }: BlockingModel): boolean {
  const args = evaluator.call({ file, call })?.args ?? [];
  const last = args.at(-1);
  if (callback && last && evaluator.evaluate(file, last).some((v) => v.is === 'function')) return true;
  const [first] = args;
  const values = spared.length > 0 && first ? flatten(evaluator.evaluate(file, first)) : [];
  return values.length > 0 && values.every((v) => spared.some((head) => headOf(v).startsWith(head)));
}

function headOf(value: Abstract): string {
  if (value.is === 'literal') return typeof value.value === 'string' ? value.value : '';
  return value.is === 'text' ? (value.parts[0] ?? '') : '';
}
