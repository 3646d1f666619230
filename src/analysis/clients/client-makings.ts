import type { ClientModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

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

/** What a call makes that is to be shared; nothing where it is lent the connections of another, or is not set to keep what it opens. */
function makingAt(project: Project, ref: CallRef): ClientMaking | undefined {
  return modelsOf(project, ref).find(({ model }) => !isLent(project, ref, model) && (model.where === undefined || settingOf(project, ref, model.where).some((v) => v.is === 'literal' && v.value === true)));
}

/** Whether a call makes a client that uses the connections of another: `new Queue('mails', { connection: redis })`. */
export function isLentConnections(project: Project, ref: CallRef): boolean {
  return modelsOf(project, ref).some(({ model }) => isLent(project, ref, model));
}

function modelsOf(project: Project, ref: CallRef): readonly ClientMaking[] {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return [];
  return flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((value): readonly ClientMaking[] => {
    if (value.is !== 'library' || !catalog.has(value.package, 'clients')) return [];
    const version = versionOf(ref.file, value.package);
    return catalog.read(value, version).flatMap((reading) => {
      const model = catalog.client(reading, fact.construct === true, value.package, version);
      return model ? [{ ref, model, library: reading.entry.name }] : [];
    });
  });
}

function isLent(project: Project, ref: CallRef, { lent }: ClientModel): boolean {
  return lent !== undefined && settingOf(project, ref, lent).some((v) => v.is !== 'object' && v.is !== 'absent');
}

/** `arg0.pool`: what a call is given there. */
function settingOf({ evaluator }: Project, { file, call }: CallRef, at: string): ReturnType<Project['evaluator']['evaluate']> {
  const [head = '', ...path] = at.split('.');
  const argument = evaluator.call({ file, call })?.args[Number(head.slice('arg'.length))];
  return argument ? path.reduce((values, name) => flatten(values.flatMap((v) => (v.is === 'object' ? evaluator.member(v, name) : [v]))), flatten(evaluator.evaluate(file, argument))) : [];
}
