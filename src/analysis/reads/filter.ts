import type { Property, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import type { Chain } from './chained-calls.js';

/**
 * Which rows a filter leaves: all, one, those of a list, those that belong to something, those with a state that stands in the code
 * (`{ status: 'active' }`), or one cannot tell.
 */
export type Filter =
  | { readonly is: 'all' | 'owned' | 'unknown' }
  /** `mark`: a column that must be true (`{ isAdmin: true }`): rows get such a mark one by one, unless what adds them sets it. */
  | { readonly is: 'state'; readonly mark?: string }
  /** `key`: what the key is compared with, where that is no constant. */
  | { readonly is: 'one'; readonly file: string; readonly key?: Value }
  | { readonly is: 'list'; readonly file: string; readonly of: Value };

const byKey = /^(?:_?id|pk|uuid|guid)$/i;
const among = new Set(['in', '$in', '_in']);
const equal = new Set(['equals', '$eq', 'eq', '_eq']);
const joining = new Set(['AND', '$and', 'and']);
const otherwise = new Set(['OR', 'NOT', '$or', '$nor', '$not', 'or', 'not']);
const deepest = 4;

/** The strictest condition counts: all of them hold. */
const strictest = ['one', 'list', 'owned', 'unknown', 'state', 'all'] as const;

export function all(filters: readonly Filter[]): Filter {
  for (const kind of strictest) {
    const found = filters.find((f) => f.is === kind && f.is === 'state' && f.mark !== undefined) ?? filters.find((f) => f.is === kind);
    if (found) return found;
  }
  return { is: 'all' };
}

/** A filter that is written as an object: `{ where: { userId, status: 'open' } }`. */
export function filterOfObject(project: Project, file: string, value: Value | undefined, depth = 0): Filter {
  if (!value || value.is === 'undefined') return { is: 'all' };
  if (value.is === 'call') return ofExpression(project, file, value.call, 0);
  // `where: (users, { eq }) => eq(users.id, id)`
  const returned = value.is === 'function' ? project.evaluator.facts(file)?.functions[value.fn]?.returns : undefined;
  if (returned) return returned.length === 1 && returned[0]?.is === 'call' ? ofExpression(project, file, returned[0].call, 0) : { is: 'unknown' };
  if (value.is === 'object' && depth <= deepest) return all(value.props.map((p) => ofProperty(project, file, p, depth)));
  if (value.is === 'ref') {
    const binding = project.evaluator.facts(file)?.bindings[value.to];
    const [only, ...others] = binding?.values ?? [];
    // What is written into it later is not gathered: `where.userId = id`.
    const isFilled = binding?.uses?.some((u) => u.as === 'member' || u.as === 'stored') === true || project.evaluator.facts(file)?.assigns.some(({ target }) => (target.is === 'member' || target.is === 'element') && target.of.is === 'ref' && target.of.to === value.to) === true;
    return only?.is === 'object' && others.length === 0 && binding?.kind === 'const' && !isFilled ? filterOfObject(project, file, only, depth + 1) : { is: 'unknown' };
  }
  return { is: 'unknown' };
}

function ofProperty(project: Project, file: string, { key, value, spread }: Property, depth: number): Filter {
  if (spread || key === undefined || !value) return spread?.is === 'object' ? filterOfObject(project, file, spread, depth + 1) : { is: 'unknown' };
  if (joining.has(key)) return value.is === 'array' ? all(value.items.map((i) => filterOfObject(project, file, i, depth + 1))) : filterOfObject(project, file, value, depth + 1);
  return otherwise.has(key) ? { is: 'unknown' } : condition(project, file, key, value, depth);
}

/** What one column is compared with. */
function condition(project: Project, file: string, column: string, value: Value, depth: number): Filter {
  if (value.is === 'undefined') return { is: 'all' };
  if (isConstant(project, file, value)) return byKey.test(column) ? { is: 'one', file } : value.is === 'literal' && value.value === true ? { is: 'state', mark: column } : { is: 'state' };
  if (value.is === 'object') {
    const [only, ...others] = value.props;
    if (only?.value && others.length === 0 && only.key !== undefined) {
      if (among.has(only.key)) return ofList(file, column, only.value);
      if (equal.has(only.key)) return condition(project, file, column, only.value, depth + 1);
    }
    const inner = depth < deepest ? filterOfObject(project, file, value, depth + 1) : undefined;
    return inner?.is === 'owned' || inner?.is === 'one' ? { is: 'owned' } : { is: 'unknown' };
  }
  if (value.is === 'call') {
    const { callee, args } = project.evaluator.call({ file, call: value.call }) ?? {};
    const name = callee && nameOf(project, file, callee);
    if (name === 'In' && args?.[0]) return ofList(file, column, args[0]);
    return name === 'Equal' && args?.[0] ? condition(project, file, column, args[0], depth + 1) : { is: 'unknown' };
  }
  if (value.is === 'array') return { is: 'unknown' };
  // `where: { status }` with a state that may be missing filters nothing.
  return value.is === 'either' || value.is === 'fallback' ? { is: 'unknown' } : byKey.test(column) ? { is: 'one', file, key: value } : { is: 'owned' };
}

/** As many as the list has, where each of them is one row. */
function ofList(file: string, column: string, list: Value): Filter {
  return byKey.test(column) ? { is: 'list', file, of: list } : { is: 'owned' };
}

/** A filter that is chained: `.where('userId', id)`, `.where({ id })`, `.where(eq(users.id, id))`. */
export function filterOfChain(project: Project, file: string, { calls }: Chain, filters: readonly string[]): Filter {
  const facts = project.evaluator.facts(file);
  return all(calls.filter(({ name }) => filters.includes(name)).map(({ name, call }): Filter => ofArguments(project, file, name, facts?.calls[call]?.args ?? [])));
}

function ofArguments(project: Project, file: string, method: string, args: readonly Value[]): Filter {
  const [first, ...others] = args;
  const last = others.at(-1);
  if (first?.is === 'object') return filterOfObject(project, file, first);
  if (first?.is === 'literal' && typeof first.value === 'string' && last) {
    const column = first.value.split('.').at(-1) ?? '';
    if (/whereIn$/i.test(method)) return ofList(file, column, last);
    const operator = others.length > 1 ? others[0] : undefined;
    if (operator && !(operator.is === 'literal' && (operator.value === '=' || operator.value === 'is'))) return operator.is === 'literal' && operator.value === 'in' ? ofList(file, column, last) : { is: 'unknown' };
    return method === 'where' || method === 'andWhere' ? condition(project, file, column, last, 0) : { is: 'unknown' };
  }
  return first?.is === 'call' ? ofExpression(project, file, first.call, 0) : { is: 'unknown' };
}

/** `and(eq(users.teamId, id), isNull(users.deletedAt))` */
function ofExpression(project: Project, file: string, call: number, depth: number): Filter {
  const { callee, args = [] } = project.evaluator.call({ file, call }) ?? {};
  const name = callee && nameOf(project, file, callee);
  const [left, right] = args;
  if (name === 'and' && depth < deepest) return all(args.map((a): Filter => (a.is === 'call' ? ofExpression(project, file, a.call, depth + 1) : { is: 'unknown' })));
  if (name === 'inArray' && left?.is === 'member' && right) return ofList(file, left.name, right);
  if (name === 'eq' && left?.is === 'member' && right) return condition(project, file, left.name, right, 0);
  return { is: 'unknown' };
}

function nameOf(project: Project, file: string, callee: Value): string | undefined {
  if (callee.is === 'member') return callee.name;
  const [value] = flatten(project.evaluator.evaluate(file, callee));
  const last = value?.is === 'library' ? value.path.at(-1) : undefined;
  return last && 'member' in last ? last.member : undefined;
}

function isConstant(project: Project, file: string, value: Value): boolean {
  if (value.is === 'literal') return true;
  if (value.is === 'object' || value.is === 'array' || value.is === 'call') return false;
  const found = flatten(project.evaluator.evaluate(file, value));
  return found.length > 0 && found.every((v) => v.is === 'literal' && v.value !== undefined);
}
