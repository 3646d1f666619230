import type { Property, Value } from '../../model/facts.js';
import { flatten, madeBy, callKey, pathText, type CallRef, type Env } from '../abstract.js';
import { callsBehind, chainedCalls } from '../deadline/chain.js';
import type { Project } from '../project.js';
import { gap, lockingSql, plainName } from './sql-statement.js';

/** A call that locks rows of a table until its transaction ends. */
export interface RowStatement {
  readonly ref: CallRef;
  /** The same for the same table. */
  readonly table: string;
  /** As messages call the table. */
  readonly name: string;
  readonly does: string;
  /** What says which rows. */
  readonly keys: readonly Value[];
}

const selecting = new Set(['from', 'into', 'table', 'selectFrom', 'updateTable', 'deleteFrom', 'insertInto', 'getRepository', 'createQueryBuilder', 'update', 'delete', 'insert', 'model', 'withSchema']);
const deciding = new Set(['where', 'andWhere', 'whereIn', 'whereRaw', 'findById', 'whereInIds', 'values', 'insert', 'set']);
const writing: Readonly<Record<string, string>> = { update: 'update', increment: 'update', decrement: 'update', del: 'delete', delete: 'delete', updateTable: 'update', deleteFrom: 'delete', merge: 'upsert', onConflictDoUpdate: 'upsert', onDuplicateKeyUpdate: 'upsert' };
/** https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries */
const prisma: Readonly<Record<string, string>> = { update: 'update', updateMany: 'update', upsert: 'upsert', delete: 'delete', deleteMany: 'delete' };
/** https://sequelize.org/docs/v6/other-topics/transactions/#usage-with-other-sequelize-methods, https://typeorm.io/docs/working-with-entity-manager/entity-manager-api/ */
const ofModel: Readonly<Record<string, string>> = { update: 'update', increment: 'update', decrement: 'update', destroy: 'delete', delete: 'delete', upsert: 'upsert', softDelete: 'update' };
const reading = new Set(['findOne', 'findByPk', 'findAll', 'find', 'findOneOrFail', 'findOneBy', 'findOneByOrFail', 'findAndCountAll']);

/** What a call in a transaction locks, by its SQL or as its library has it; `undefined` where it locks nothing for itself, or it is not seen what. */
export function rowStatement(project: Project, ref: CallRef, env: Env | undefined, library: string): RowStatement | undefined {
  return bySql(project, ref, env) ?? byLibrary(project, ref, env, library);
}

function bySql(project: Project, ref: CallRef, env: Env | undefined): RowStatement | undefined {
  const fact = project.evaluator.call(ref);
  const [first, ...others] = fact?.args ?? [];
  if (!fact || !first) return undefined;
  const inner = first.is === 'call' ? project.evaluator.call({ file: ref.file, call: first.call }) : undefined;
  const [wrapped, ...spans] = inner?.args ?? [];
  const written = first.is === 'object' ? first.props.find((p) => p.key === 'text' || p.key === 'sql')?.value : wrapped?.is === 'text' ? wrapped : first;
  if (!written || (written.is === 'call' && !inner)) return undefined;
  const texts = flatten(project.evaluator.evaluate(ref.file, written, env)).flatMap((v) => (v.is === 'literal' && typeof v.value === 'string' ? [v.value] : v.is === 'text' ? [v.parts.join(gap)] : []));
  const [found, ...more] = texts.map(lockingSql);
  return found && more.length === 0 ? { ref, table: `=${found.table}`, name: found.table, does: found.does, keys: [...others, ...spans, ...(first.is === 'object' ? first.props.flatMap((p) => p.value ?? []) : [])] } : undefined;
}

function byLibrary(project: Project, ref: CallRef, env: Env | undefined, library: string): RowStatement | undefined {
  if (library.startsWith('prisma')) return ofPrisma(project, ref);
  if (library === 'sequelize') return ofModels(project, ref, env, 0);
  if (library === 'typeorm') return ofModels(project, ref, env, 1) ?? ofBuilder(project, ref, env);
  return /^(?:knex|objection|drizzle|kysely)/.test(library) ? ofBuilder(project, ref, env) : undefined;
}

/** `tx.account.update({ where: { id } })` */
function ofPrisma(project: Project, ref: CallRef): RowStatement | undefined {
  const { callee, args: [options] = [] } = project.evaluator.call(ref) ?? {};
  const does = callee?.is === 'member' ? prisma[callee.name] : undefined;
  if (does === undefined || callee?.is !== 'member' || callee.of.is !== 'member') return undefined;
  const { name } = callee.of;
  return { ref, table: `=${name.toLowerCase()}`, name, does, keys: part(options, 'where') };
}

/** `Account.update(values, { where, transaction })`, `manager.findOne(Account, { where, lock: { mode: 'pessimistic_write' } })` */
function ofModels(project: Project, ref: CallRef, env: Env | undefined, shift: 0 | 1): RowStatement | undefined {
  const { callee, args = [] } = project.evaluator.call(ref) ?? {};
  if (callee?.is !== 'member') return undefined;
  const model = shift === 0 ? callee.of : args[0];
  const does = ofModel[callee.name] ?? (reading.has(callee.name) && args.some(locks) ? 'SELECT … FOR UPDATE' : undefined);
  const table = does !== undefined && model ? identity(project, ref.file, model, env) : undefined;
  if (does === undefined || !table) return undefined;
  const rest = args.slice(shift);
  const where = rest.flatMap((a) => part(a, 'where'));
  return { ref, ...table, does, keys: where.length > 0 ? where : rest.slice(0, 1) };
}

/** `{ lock: true }`, `{ lock: t.LOCK.UPDATE }`, `{ lock: { mode: 'pessimistic_write' } }`; what skips locked rows does not wait. */
function locks(options: Value): boolean {
  if (options.is !== 'object' || options.props.some((p) => p.key === 'skipLocked')) return false;
  return options.props.some(({ key, value }) => key === 'lock' && value !== undefined && ((value.is === 'literal' && (value.value === true || value.value === 'UPDATE')) || (value.is === 'member' && value.name === 'UPDATE') || (value.is === 'object' && value.props.some((p) => p.key === 'mode' && isPessimistic(p)))));
}

function isPessimistic({ value }: Pick<Property, 'value'>): boolean {
  return value?.is === 'literal' && value.value === 'pessimistic_write';
}

/** `trx('accounts').where({ id }).forUpdate()`, `tx.select().from(accounts).where(…).for('update')`, `tx.update(accounts).set(…).where(…)` */
function ofBuilder(project: Project, ref: CallRef, env: Env | undefined): RowStatement | undefined {
  const { callee, args: [first] = [] } = project.evaluator.call(ref) ?? {};
  if (callee?.is !== 'member') return undefined;
  const asked = callee.name === 'forUpdate' || callee.name === 'forNoKeyUpdate' || (callee.name === 'for' && first?.is === 'literal' && /^(?:no key )?update$/.test(String(first.value))) || (callee.name === 'setLock' && isPessimistic({ ...(first && { value: first }) }));
  const does = asked ? 'SELECT … FOR UPDATE' : writing[callee.name];
  const chain = behind(project, ref);
  const after = chainedCalls(project.evaluator, ref);
  if (does === undefined || after.some(({ method }) => method === 'skipLocked' || method === 'noWait')) return undefined;
  const table = [...chain].reverse().map((call) => tableOf(project, call, env)).find((t) => t !== undefined);
  const all = [...chain, ...after.map((c) => c.ref)];
  return table && { ref, ...table, does, keys: all.flatMap((call) => keysOf(project, call)) };
}

/** A call, and those on whose result it is made. */
export function behind(project: Project, ref: CallRef, depth = 0): readonly CallRef[] {
  const facts = project.evaluator.facts(ref.file);
  const callee = facts?.calls[ref.call]?.callee;
  const [before, ...others] = facts && callee?.is === 'member' && depth < 16 ? callsBehind(facts, callee.of) : [];
  return before !== undefined && others.length === 0 ? [...behind(project, { file: ref.file, call: before }, depth + 1), ref] : [ref];
}

function keysOf(project: Project, ref: CallRef): readonly Value[] {
  const { callee, args = [] } = project.evaluator.call(ref) ?? {};
  return callee?.is === 'member' && deciding.has(callee.name) ? args : [];
}

/** The table that a call of a chain names: `trx('accounts')`, `.from(accounts)`. */
function tableOf(project: Project, ref: CallRef, env: Env | undefined): Pick<RowStatement, 'table' | 'name'> | undefined {
  const { callee, args: [first] = [] } = project.evaluator.call(ref) ?? {};
  if (!callee || !first || (callee.is === 'member' && !selecting.has(callee.name)) || first.is === 'object' || first.is === 'array') return undefined;
  // `repository.createQueryBuilder('seat')` names what messages call it.
  if (callee.is === 'member' && callee.name === 'createQueryBuilder' && (first.is === 'literal' || first.is === 'text')) return undefined;
  return identity(project, ref.file, first, env);
}

/** What a table, a model or an entity is known by. */
function identity(project: Project, file: string, value: Value, env: Env | undefined): Pick<RowStatement, 'table' | 'name'> | undefined {
  const [only, ...others] = flatten(project.evaluator.evaluate(file, value, env));
  if (!only || others.length > 0) return undefined;
  const facts = project.evaluator.facts(file);
  const written = value.is === 'ref' ? (facts?.bindings[value.to]?.name ?? '') : value.is === 'member' ? value.name : '';
  switch (only.is) {
    case 'literal': return typeof only.value === 'string' ? { table: `=${plainName(only.value)}`, name: plainName(only.value) } : undefined;
    case 'class': return { table: `${only.file}:${String(only.cls)}`, name: project.evaluator.facts(only.file)?.classes[only.cls]?.name ?? written };
    case 'library': {
      const made = madeBy(only);
      return made && written !== '' ? { table: `${callKey(made)}.${pathText(only.path)}`, name: written } : undefined;
    }
    default: return undefined;
  }
}

function part(options: Value | undefined, key: string): readonly Value[] {
  return options?.is === 'object' ? options.props.flatMap((p) => (p.key === key && p.value ? [p.value] : [])) : [];
}
