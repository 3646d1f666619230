import type { Reading } from '../../catalog/reading.js';
import type { CatalogEntry, ReadModel } from '../../catalog/types.js';
import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { callKey, flatten, type Abstract, type CallRef } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { chainOf, type Chain } from './chained-calls.js';
import { all, filterOfChain, filterOfObject, type Filter } from './filter.js';
import { filterOfStages } from './pipeline.js';
import { readSql } from './sql-read.js';

/** A call that gets rows, and what keeps it from getting all that there are. */
export interface RowsRead {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: ReadModel;
  /** The table, for messages, and to find who adds rows; empty where it is not known. */
  readonly table: string;
  readonly limit: Limit;
  readonly filter: Filter;
}

export type Limit =
  /** `by`: `take (50)`, `LIMIT`. `value`: what it is set to, where that is an expression. */
  | { readonly is: 'set'; readonly by: string; readonly file?: string; readonly value?: Value }
  | { readonly is: 'none' }
  /** It gives no list of rows, or a part of it is not seen. */
  | { readonly is: 'unknown' };

/** A table by its library and name: the same name in two of them may be two. */
export type TableKey = string;

const known = new WeakMap<Project, Map<string, RowsRead | undefined>>();

/** What a call reads. */
export function rowsRead(project: Project, ref: CallRef): RowsRead | undefined {
  let ofProject = known.get(project);
  if (!ofProject) known.set(project, (ofProject = new Map<string, RowsRead | undefined>()));
  const key = callKey(ref);
  if (!ofProject.has(key)) ofProject.set(key, read(project, ref));
  return ofProject.get(key);
}

/** The table that a call adds rows to. */
export function tableAddedTo(project: Project, ref: CallRef): TableKey | undefined {
  const found = modelOf(project, ref);
  const facts = project.evaluator.facts(ref.file);
  if (!found || !facts) return undefined;
  const { model, reading } = found;
  if (model.is === 'text') {
    const sql = sqlOf(project, ref);
    return sql?.is === 'adds' ? sql.table : undefined;
  }
  const adds = model.is === 'adds' || chainOf(facts, ref.call).calls.some(({ name }) => model.chained?.adds?.includes(name));
  const table = adds ? tableOf(project, facts, ref, model, reading) : '';
  return table === '' ? undefined : table;
}

function read(project: Project, ref: CallRef): RowsRead | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  const found = fact && modelOf(project, ref);
  if (!facts || !found || found.model.is === 'adds') return undefined;
  const { model, reading } = found;
  const base = { ref, entry: reading.entry, model };
  if (model.is === 'text') {
    const sql = sqlOf(project, ref);
    if (!sql || sql.is === 'adds' || sql.is === 'other') return undefined;
    return sql.is === 'limited' ? { ...base, table: '', limit: { is: 'set', by: sql.by }, filter: { is: 'unknown' } } : { ...base, table: sql.table, limit: { is: 'none' }, filter: sql.filter === 'one' ? { is: 'one', file: ref.file } : { is: sql.filter } };
  }
  const chain = chainOf(facts, ref.call);
  if (model.chained?.adds && chain.calls.some(({ name }) => model.chained?.adds?.includes(name))) return undefined;
  const table = tableOf(project, facts, ref, model, reading);
  const stages = model.is === 'pipeline' ? filterOfStages(project, ref.file, fact.args[0]) : undefined;
  const limit = stages === 'limited' ? ({ is: 'set', by: '$limit' } as const) : limitOf(project, facts, ref, fact, model, chain);
  const filter = stages === undefined || stages === 'limited' ? filterOf(project, ref.file, fact, model) : stages;
  const whole = model.chained ? all([filter, filterOfChain(project, ref.file, chain, model.chained.filters)]) : filter;
  // The key of a table that is joined has many rows of this one.
  if (whole.is === 'one' && chain.calls.some(({ name }) => /join/i.test(name))) return { ...base, table, limit, filter: { is: 'owned' } };
  // `where: { id: ids }`
  return { ...base, table, limit, filter: model.anyOf && whole.is === 'one' && whole.key ? { is: 'list', file: whole.file, of: whole.key } : whole };
}

function modelOf({ evaluator, catalog, versionOf, origins }: Project, ref: CallRef): { readonly model: ReadModel; readonly reading: Reading } | undefined {
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee)).flatMap((c): readonly Abstract[] => origins.callees(c))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'reads')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.rows(reading, fact.construct ?? false, version);
      if (model) return { model, reading };
    }
  }
  return undefined;
}

function sqlOf({ evaluator }: Project, ref: CallRef): ReturnType<typeof readSql> | undefined {
  const [value] = flatten(evaluator.argument(ref, 0, undefined)).flatMap((v): readonly Abstract[] => (v.is === 'object' ? [...evaluator.member(v, 'text'), ...evaluator.member(v, 'sql')].filter((p) => p.is !== 'absent') : [v]));
  if (value?.is === 'literal' && typeof value.value === 'string') return readSql([value.value]);
  return value?.is === 'text' ? readSql(value.parts) : undefined;
}

function tableOf(project: Project, facts: FileFacts, ref: CallRef, { table }: ReadModel, reading: Reading): TableKey {
  const fact = facts.calls[ref.call];
  switch (table) {
    case 'star': return (reading.rest.at(-2) ?? '').toLowerCase();
    case 'argument': return nameOfTable(project, facts, ref.file, fact?.args[0]);
    case 'from': {
      const from = chainOf(facts, ref.call).calls.find(({ name }) => name === 'from');
      return nameOfTable(project, facts, ref.file, from && facts.calls[from.call]?.args[0]);
    }
    case 'made': {
      const made = reading.made.findLast(({ step }) => 'call' in step)?.step;
      const [name] = made && 'call' in made ? flatten(project.evaluator.argument(made.call, 0, made.env)) : [];
      return name?.is === 'literal' && typeof name.value === 'string' ? name.value.toLowerCase() : '';
    }
    case 'receiver': return fact?.callee.is === 'member' ? lastName(writtenName(facts, fact.callee.of)) : fact?.construct ? lastName(writtenName(facts, fact.callee)) : '';
    default: return '';
  }
}

function nameOfTable(project: Project, facts: FileFacts, file: string, value: Value | undefined): TableKey {
  if (!value) return '';
  const [found] = flatten(project.evaluator.evaluate(file, value));
  // `users as u`
  return found?.is === 'literal' && typeof found.value === 'string' ? (found.value.split(/ as /i)[0] ?? '').trim().toLowerCase() : lastName(writtenName(facts, value));
}

function lastName(written: string): TableKey {
  return (written.split('.').at(-1) ?? '').replace(/\(\)$/, '').toLowerCase();
}

function filterOf(project: Project, file: string, { args }: CallFact, { filter, joins }: ReadModel): Filter {
  if (filter === undefined) return { is: 'all' };
  if (args.some((a) => a.is === 'spread')) return { is: 'unknown' };
  const value = valueAt(project, file, args, filter);
  const joined = joins === undefined ? undefined : valueAt(project, file, args, joins);
  return value === 'unknown' || (joined && mayFilter(joined)) ? { is: 'unknown' } : filterOfObject(project, file, value);
}

/** Whether what is joined has a filter of its own, or is not seen. */
function mayFilter(joined: Value | 'unknown'): boolean {
  if (joined === 'unknown') return true;
  if (joined.is === 'array') return joined.items.some(mayFilter);
  return joined.is === 'object' ? joined.props.some((p) => p.spread !== undefined || p.key === 'where' || p.key === 'required' || (p.key === 'include' && p.value !== undefined && mayFilter(p.value))) : joined.is === 'ref' || joined.is === 'call' || joined.is === 'unknown';
}

function limitOf(project: Project, facts: FileFacts, { file }: CallRef, { args }: CallFact, { limits = [], chained }: ReadModel, { calls, open }: Chain): Limit {
  if (args.some((a) => a.is === 'spread')) return { is: 'unknown' };
  for (const at of limits) {
    const value = valueAt(project, file, args, at);
    if (value === 'unknown') return { is: 'unknown' };
    if (value && value.is !== 'undefined') return { is: 'set', by: at.split('.').at(-1) ?? at, file, value };
  }
  if (!chained) return { is: 'none' };
  const limiting = calls.find(({ name }) => chained.limits.includes(name));
  if (limiting) {
    const value = facts.calls[limiting.call]?.args[0];
    return { is: 'set', by: limiting.name, file, ...(value && { value }) };
  }
  const isOther = calls.some(({ name, call }) => chained.others.includes(name) || aggregates(facts, call)) || args.some((a) => aggregatesIn(facts, a));
  const isSent = chained.sentBy === undefined || calls.some(({ name }) => chained.sentBy?.includes(name));
  return open || isOther || !isSent ? { is: 'unknown' } : { is: 'none' };
}

const aggregate = new Set(['count', 'countAll', 'countDistinct', 'sum', 'avg', 'min', 'max', 'exists', 'agg']);

/** `select((eb) => eb.fn.countAll())`, `select({ total: count() })`: one row. */
function aggregates(facts: FileFacts, call: number): boolean {
  return facts.calls[call]?.args.some((a) => aggregatesIn(facts, a)) ?? false;
}

function aggregatesIn(facts: FileFacts, value: Value): boolean {
  switch (value.is) {
    case 'call': {
      const fact = facts.calls[value.call];
      const name = fact?.callee.is === 'member' ? fact.callee.name : fact?.callee.is === 'ref' ? facts.bindings[fact.callee.to]?.name : undefined;
      return (name !== undefined && aggregate.has(name)) || (fact?.callee.is === 'member' && aggregatesIn(facts, fact.callee.of)) || fact?.args.some((a) => aggregatesIn(facts, a)) === true;
    }
    case 'function': return facts.functions[value.fn]?.returns.some((v) => aggregatesIn(facts, v)) ?? false;
    case 'object': return value.props.some((p) => p.value !== undefined && aggregatesIn(facts, p.value));
    case 'array': return value.items.some((i) => aggregatesIn(facts, i));
    default: return false;
  }
}

/** What stands at `arg0.where`; nothing where it is certain that nothing does. */
function valueAt(project: Project, file: string, args: readonly Value[], at: string): Value | 'unknown' | undefined {
  const [head = '', ...path] = at.split('.');
  let value: Value | undefined = args[Number(head.slice('arg'.length))];
  for (const name of path) {
    const object = objectOf(project, file, value);
    if (object === 'unknown' || object === undefined) return object;
    if (object.props.some((p) => p.spread !== undefined || p.key === undefined) && !object.props.some((p) => p.key === name)) return 'unknown';
    value = object.props.find((p) => p.key === name)?.value;
  }
  return value;
}

/** An object that is written out, also behind a name that nothing is added to. */
function objectOf(project: Project, file: string, value: Value | undefined): Extract<Value, { is: 'object' }> | 'unknown' | undefined {
  if (!value || value.is === 'undefined') return undefined;
  if (value.is === 'object') return value;
  const facts = project.evaluator.facts(file);
  const binding = value.is === 'ref' ? facts?.bindings[value.to] : undefined;
  const [only, ...others] = binding?.values ?? [];
  const isFilled = value.is === 'ref' && facts?.assigns.some(({ target }) => (target.is === 'member' || target.is === 'element') && target.of.is === 'ref' && target.of.to === value.to) === true;
  return only?.is === 'object' && others.length === 0 && !isFilled ? only : 'unknown';
}
