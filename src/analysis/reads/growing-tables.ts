import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import type { Value } from '../../model/facts.js';
import { writtenName } from '../names.js';
import { rowsRead, tableAddedTo, type TableKey } from './rows-read.js';

/** A table that has no end. */
export interface GrowingTable {
  /** Where a request or a job adds rows. */
  readonly at: CallRef;
  /** The project itself takes it for a large one: it adds many rows at once, by jobs, or reads it by pages elsewhere. Others may stay small, such as keys that an administrator makes. */
  readonly large: boolean;
  /** Columns that are seen to be set when rows are added, to something else than false. */
  readonly sets: ReadonlySet<string>;
}

const known = new WeakMap<Project, ReadonlyMap<TableKey, GrowingTable>>();
/** Methods with which rows are added, in any library of the catalog, and those with which many are. */
const adding = ['create', 'createMany', 'createManyAndReturn', 'upsert', 'insertMany', 'insertOne', 'bulkWrite', 'bulkSave', 'save', 'insert', 'bulkCreate', 'findOrCreate', 'findCreateFind', 'insertInto', 'query', 'execute', 'unsafe'];
const many = new Set(['createMany', 'createManyAndReturn', 'insertMany', 'bulkWrite', 'bulkSave', 'bulkCreate']);
const removing = new Set(['deleteMany', 'destroy', 'delete', 'truncate', 'remove', 'clear']);
const reading = ['findMany', 'find', 'findAll', 'findAndCountAll', 'findAndCount', 'select', 'selectFrom', 'createQueryBuilder', 'aggregate', 'query', 'execute', 'limit'];

/**
 * Where requests or messages add rows to a table: it has no end. A table to which only migrations, seeds and the start of the process add has as many as
 * stand there.
 */
export function growingTable(project: Project, table: TableKey): GrowingTable | undefined {
  let found = known.get(project);
  if (!found) known.set(project, (found = growing(project)));
  return found.get(table);
}

function growing(project: Project): ReadonlyMap<TableKey, GrowingTable> {
  const found = new Map<TableKey, GrowingTable>();
  const paged = pagedTables(project);
  for (const ref of candidates(project, adding)) {
    const fact = project.evaluator.call(ref);
    const { reach } = project.reach({ file: ref.file, fn: fact?.fn ?? -1 });
    if (!fact || (reach !== 'request' && reach !== 'worker')) continue;
    const table = tableAddedTo(project, ref);
    if (table === undefined || isReplacement(project, ref)) continue;
    const large = reach === 'worker' || fact.loop === true || (fact.callee.is === 'member' && many.has(fact.callee.name)) || paged.has(table);
    const before = found.get(table);
    const sets = new Set([...(before?.sets ?? []), ...fact.args.flatMap((value) => columnsSet(value, 0))]);
    found.set(table, before && (before.large || !large) ? { ...before, sets } : { at: ref, large, sets });
  }
  return found;
}

/** The rows were taken out before, in the same function: `settings.deleteMany(...)`, then `settings.createMany(defaults)`. */
function isReplacement({ evaluator }: Project, { file, call }: CallRef): boolean {
  const facts = evaluator.facts(file);
  const added = facts?.calls[call];
  if (!facts || added?.callee.is !== 'member') return false;
  const rows = writtenName(facts, added.callee.of);
  return rows !== '' && facts.calls.some(({ fn, callee }, at) => fn === added.fn && at < call && callee.is === 'member' && removing.has(callee.name) && writtenName(facts, callee.of) === rows);
}

function columnsSet(value: Value, depth: number): readonly string[] {
  if (depth > 3) return [];
  if (value.is === 'array') return value.items.flatMap((item) => columnsSet(item, depth + 1));
  if (value.is !== 'object') return [];
  return value.props.flatMap((p) => [...(p.key !== undefined && !(p.value?.is === 'literal' && p.value.value === false) ? [p.key] : []), ...(p.value ? columnsSet(p.value, depth + 1) : [])]);
}

/** Tables that are read with a limit of more than one row. */
function pagedTables(project: Project): ReadonlySet<TableKey> {
  return new Set(candidates(project, reading).flatMap((ref) => {
    const read = rowsRead(project, ref);
    const isPage = read?.limit.is === 'set' && read.limit.value !== undefined && !(read.limit.value.is === 'literal' && read.limit.value.value === 1);
    return read && isPage && read.table !== '' ? [read.table] : [];
  }));
}

function candidates(project: Project, names: readonly string[]): readonly CallRef[] {
  const named = names.flatMap((name) => project.calledNames.get(name) ?? []);
  const made = names === adding ? [...project.calledNames.values()].flat().filter((ref) => project.evaluator.call(ref)?.construct) : [];
  // `db('users').insert(row)` adds by what is chained to it.
  return [...named, ...made, ...named.flatMap((ref) => begunBy(project, ref))];
}

function begunBy(project: Project, { file, call }: CallRef, depth = 0): readonly CallRef[] {
  const callee = project.evaluator.call({ file, call })?.callee;
  const before = callee?.is === 'member' && callee.of.is === 'call' ? { file, call: callee.of.call } : undefined;
  return before && depth < 8 ? [before, ...begunBy(project, before, depth + 1)] : [];
}
