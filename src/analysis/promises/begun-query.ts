import { promiseOf } from '../../catalog/promises.js';
import { typeModel } from '../../catalog/reading.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * Whether a chain of calls begins a query of its own: `db('users').insert(row)`, `prisma.user.update(…)`. What is called on a query that is at hand already,
 * `query.where(…)`, changes that one, which somebody else sends. Where it is not seen which of both it is, it is none.
 */
export function beginsQuery(project: Project, file: string, call: number): boolean {
  const facts = project.evaluator.facts(file);
  const first = facts && firstCallee(facts, call);
  const values = first ? flatten(project.evaluator.evaluate(file, first)) : [];
  return values.length > 0 && values.every((v) => v.is === 'library' && !isOnQuery(project, file, v));
}

/** The callee with which a chain begins: `db` of `db('users').insert(row)`. */
function firstCallee(facts: FileFacts, call: number): Value | undefined {
  const callee = facts.calls[call]?.callee;
  const before = callee && callIn(callee);
  return before === undefined ? callee : firstCallee(facts, before);
}

function callIn(value: Value): number | undefined {
  if (value.is === 'member' || value.is === 'await') return callIn(value.of);
  return value.is === 'call' ? value.call : undefined;
}

function isOnQuery(project: Project, file: string, value: LibraryValue): boolean {
  const { catalog, versionOf } = project;
  const version = versionOf(file, value.package);
  const at = value.path.findLastIndex((step) => !('member' in step));
  const made = value.path[at];
  if (!made) return false;
  if ('call' in made) return isLazyQuery(project, file, { ...value, path: value.path.slice(0, at) });
  // Known by its type only: what is made with options is a client, and a query is not.
  return !catalog.read({ ...value, path: value.path.slice(0, at + 1) }, version).some((reading) => typeModel(reading)?.options !== undefined);
}

/** Whether a call of this gives a query that is sent when somebody awaits it: `users.where`, `users.first`. */
export function isLazyQuery({ catalog, versionOf }: Project, file: string, callee: LibraryValue): boolean {
  return promiseOf(catalog, callee, versionOf(file, callee.package), { count: 0, callback: false })?.is === 'lazy';
}
