import type { ClientModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { settingOf } from './setting.js';

/** A call that makes something to be shared by all requests. */
export interface ClientMaking {
  readonly ref: CallRef;
  readonly model: ClientModel;
  /** The library, as messages name it. */
  readonly library: string;
}

/** What the calls of a file make that is to be shared. */
export function clientMakingsIn(project: Project, file: string): readonly ClientMaking[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call) => makingAt(project, { file, call }) ?? []);
}

function makingAt(project: Project, ref: CallRef): ClientMaking | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'clients')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.client(reading, fact.construct === true, value.package, version);
      if (model && isOwn(project, ref, model)) return { ref, model, library: reading.entry.name };
    }
  }
  return undefined;
}

/** It is lent nothing, and set to keep what it opens. */
function isOwn(project: Project, ref: CallRef, { lent, where }: ClientModel): boolean {
  if (lent !== undefined && settingOf(project, ref, lent).some((v) => v.is !== 'object' && v.is !== 'absent')) return false;
  return where === undefined || settingOf(project, ref, where).some((v) => v.is === 'literal' && v.value === true);
}
