import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { tableAddedTo, type TableKey } from './rows-read.js';

const known = new WeakMap<Project, ReadonlyMap<TableKey, CallRef>>();
/** Methods with which rows are added, in any library of the catalog. */
const adding = ['create', 'createMany', 'createManyAndReturn', 'upsert', 'insertMany', 'insertOne', 'bulkWrite', 'bulkSave', 'save', 'insert', 'bulkCreate', 'findOrCreate', 'findCreateFind', 'insertInto', 'query', 'execute', 'unsafe'];

/**
 * Where requests or messages add rows to a table: it has no end. A table to which only migrations, seeds and the start of the process add has as many as
 * stand there.
 */
export function whereTableGrows(project: Project, table: TableKey): CallRef | undefined {
  let found = known.get(project);
  if (!found) known.set(project, (found = growing(project)));
  return found.get(table);
}

function growing(project: Project): ReadonlyMap<TableKey, CallRef> {
  const found = new Map<TableKey, CallRef>();
  for (const ref of candidates(project)) {
    const { reach } = project.reach({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 });
    if (reach !== 'request' && reach !== 'worker') continue;
    const table = tableAddedTo(project, ref);
    if (table !== undefined && !found.has(table)) found.set(table, ref);
  }
  return found;
}

function candidates(project: Project): readonly CallRef[] {
  const named = adding.flatMap((name) => project.calledNames.get(name) ?? []);
  const made = [...project.calledNames.values()].flat().filter((ref) => project.evaluator.call(ref)?.construct);
  // `db('users').insert(row)` adds by what is chained to it.
  const begun = named.flatMap(({ file, call }) => {
    const callee = project.evaluator.call({ file, call })?.callee;
    return callee?.is === 'member' && callee.of.is === 'call' ? [{ file, call: callee.of.call }] : [];
  });
  return [...named, ...made, ...begun];
}
