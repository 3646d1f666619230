import type { FileFacts, Value } from '../../model/facts.js';

export type Constant = string | number | boolean | null | undefined;

/** Stands for a value of which no more is known than that it is truthy, and equal to no other. */
export const something = '\u0000something';

/** What a condition looks at: a name, a property, the result of a call. Equal keys are equal values. */
export interface Term {
  readonly key: string;
  readonly value: Value;
}

/** A test as far as it can be told: `truthy` and comparisons with constants, and what `!`, `&&` and `||` make of them. `open` may be anything, each time anew. */
export type Condition =
  | { readonly is: 'truthy'; readonly term: Term }
  | { readonly is: 'equal'; readonly term: Term; readonly to: Constant; readonly loose?: true }
  | { readonly is: 'less'; readonly term: Term; readonly than: number; readonly orEqual: boolean }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly is: 'constant'; readonly holds: boolean }
  | { readonly is: 'open' };

/** Names that are assigned more than once are another term after each assignment. */
export type VersionOfName = (to: number) => number;

const open: Condition = { is: 'open' };
const deepest = 6;

/** The condition that a test stands for. */
export function conditionOf(facts: FileFacts, value: Value, version: VersionOfName, depth = 0): Condition {
  const inner = (v: Value): Condition => conditionOf(facts, v, version, depth + 1);
  if (depth > deepest) return open;
  switch (value.is) {
    case 'literal': return { is: 'constant', holds: Boolean(value.value) };
    case 'undefined': return { is: 'constant', holds: false };
    case 'function': case 'class': case 'object': case 'array': return { is: 'constant', holds: true };
    case 'await': return inner(value.of);
    case 'unary': return value.op === '!' ? { is: 'not', of: inner(value.of) } : open;
    case 'either': return value.and && value.of[1] ? { is: 'all', of: [inner(value.and), inner(value.of[1])] } : open;
    case 'fallback': return value.on === 'falsy' ? { is: 'any', of: [inner(value.first), inner(value.then)] } : open;
    case 'binary': return comparison(facts, value, version);
    case 'ref': {
      const meant = testBehind(facts, value.to);
      return meant ? inner(meant) : truthy(facts, value, version);
    }
    default: return truthy(facts, value, version);
  }
}

/** `const isOwner = post.author === user.id`: the test that a name stands for. */
function testBehind(facts: FileFacts, to: number): Value | undefined {
  const { kind, values } = facts.bindings[to] ?? {};
  const [only] = values ?? [];
  if (kind !== 'const' || values?.length !== 1 || !only) return undefined;
  return (only.is === 'unary' && only.op === '!') || only.is === 'binary' || (only.is === 'either' && only.and) ? only : undefined;
}

function truthy(facts: FileFacts, value: Value, version: VersionOfName): Condition {
  const key = keyOf(facts, value, version);
  return key === undefined ? open : { is: 'truthy', term: { key, value } };
}

function comparison(facts: FileFacts, { op, left, right }: Extract<Value, { is: 'binary' }>, version: VersionOfName): Condition {
  const turned = isConstant(left) && !isConstant(right);
  const [term, to] = turned ? [right, left] : [left, right];
  const key = keyOf(facts, term, version);
  if (key === undefined || !isConstant(to)) return wholly(facts, { is: 'binary', op, left, right }, version);
  const constant = to.is === 'literal' ? to.value : undefined;
  const base = { term: { key, value: term } };
  switch (op) {
    case '===': return { is: 'equal', ...base, to: constant };
    case '==': return { is: 'equal', ...base, to: constant, loose: true };
    case '!==': return { is: 'not', of: { is: 'equal', ...base, to: constant } };
    case '!=': return { is: 'not', of: { is: 'equal', ...base, to: constant, loose: true } };
    case '<': case '<=': case '>': case '>=': return typeof constant === 'number' ? order(base.term, turned ? flipped(op) : op, constant) : wholly(facts, { is: 'binary', op, left, right }, version);
    default: return wholly(facts, { is: 'binary', op, left, right }, version);
  }
}

/** A comparison that is not understood is itself what is looked at. */
function wholly(facts: FileFacts, value: Extract<Value, { is: 'binary' }>, version: VersionOfName): Condition {
  const negative = value.op === '!==' || value.op === '!=';
  const plain: Value = negative ? { ...value, op: value.op === '!==' ? '===' : '==' } : value;
  const condition = truthy(facts, plain, version);
  return negative && condition.is !== 'open' ? { is: 'not', of: condition } : condition;
}

function order(term: Term, op: '<' | '<=' | '>' | '>=', than: number): Condition {
  if (op === '<' || op === '<=') return { is: 'less', term, than, orEqual: op === '<=' };
  return { is: 'not', of: { is: 'less', term, than, orEqual: op === '>' } };
}

function flipped(op: '<' | '<=' | '>' | '>='): '<' | '<=' | '>' | '>=' {
  return ({ '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const)[op];
}

function isConstant({ is }: Value): boolean {
  return is === 'literal' || is === 'undefined';
}

/** Equal keys for what is the same each time it is looked at; `undefined` where that cannot be told. */
export function keyOf(facts: FileFacts, value: Value, version: VersionOfName, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  const of = (v: Value): string | undefined => keyOf(facts, v, version, depth + 1);
  switch (value.is) {
    case 'ref': return `#${String(value.to)}@${String(version(value.to))}`;
    case 'param': return `$${String(value.fn)}.${String(value.at)}`;
    case 'global': return value.name;
    case 'this': return 'this';
    case 'import': return `${value.from}:${value.name}`;
    case 'literal': return JSON.stringify(value.value);
    case 'undefined': return 'undefined';
    case 'call': return `call ${String(value.call)}`;
    case 'await': return of(value.of);
    case 'member': return joined('.', of(value.of), value.name);
    case 'unary': return value.op === 'typeof' || value.op === '!' ? joined(' ', value.op, of(value.of)) : undefined;
    case 'binary': return joined(` ${value.op} `, of(value.left), of(value.right));
    default: return undefined;
  }
}

function joined(by: string, a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? undefined : `${a}${by}${b}`;
}

/** The terms of a condition. */
export function termsOf(condition: Condition): readonly Term[] {
  switch (condition.is) {
    case 'truthy': case 'equal': case 'less': return [condition.term];
    case 'not': return termsOf(condition.of);
    case 'all': case 'any': return condition.of.flatMap(termsOf);
    case 'constant': case 'open': return [];
  }
}
