import type { FileFacts, Value } from '../../model/facts.js';
import { leftOutIn } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { isNoProduction, namesSecret } from './env-secrets.js';

/** Where code reads a variable of the environment whose name says that it is a secret, and what it takes without it. */
export interface SecretVariable {
  readonly file: string;
  readonly variable: string;
  readonly start: number;
  readonly end: number;
  /** The text that stands in the code for it. */
  readonly otherwise: string | undefined;
  /** The name of the property that holds it. */
  readonly under?: string;
}

/** The secrets that code reads by their names, each once a file: with a default where one of the places has one. Code for developing does not count. */
export function secretVariables(project: Project): readonly SecretVariable[] {
  return [...project.evaluator.sources.files].flatMap(([file, facts]) => {
    if (project.isScript(file) || isNoProduction(file)) return [];
    const found = new Map<string, SecretVariable>();
    for (const read of readsIn(project, file, facts)) {
      const known = found.get(read.variable);
      if (!known || (known.otherwise === undefined && read.otherwise !== undefined)) found.set(read.variable, { file, ...read });
    }
    return [...found.values()];
  });
}

type Read = Omit<SecretVariable, 'file'>;

function* readsIn(project: Project, file: string, facts: FileFacts): Iterable<Read> {
  const leftOut = leftOutIn(project.evaluator, file);
  for (const { values, range } of facts.bindings) for (const value of values) yield* readsOf(value, range);
  for (const { value, range } of facts.assigns) yield* readsOf(value, range);
  for (const { returns, range } of facts.functions) for (const value of returns) yield* readsOf(value, range);
  for (const [call, { args, callee, range }] of facts.calls.entries()) {
    if (leftOut.has(call)) continue;
    const [first, second] = args;
    const variable = callee.is === 'member' && /^get(?:OrThrow)?$/.test(callee.name) && first?.is === 'literal' && typeof first.value === 'string' && namesSecret(first.value) ? first.value : secretOf(first);
    // `config.get('JWT_SECRET', 'development')` of Nest, `text(process.env.JWT_SECRET, 'development')`
    const isAsked = variable !== undefined && (callee.is === 'member' ? callee.name.startsWith('get') : args.length === 2);
    if (isAsked) yield { variable, start: range[0], end: range[1], otherwise: textOf(second) };
    else for (const value of args) yield* readsOf(value, range);
  }
}

type Place = readonly [start: number, end: number];

/** What a value reads, wherever in it. Of several ways by a condition, which is taken in production is not read: their defaults are none. */
function* readsOf(value: Value, place: Place, isOneOf = false, under?: string): Iterable<Read> {
  const [start, end] = place;
  const variable = secretOf(value);
  if (variable !== undefined) {
    yield { variable, start, end, otherwise: undefined, ...(under !== undefined && { under }) };
    return;
  }
  switch (value.is) {
    case 'fallback': {
      const read = secretOf(value.first);
      if (read === undefined) yield* readsOf(value.first, place, isOneOf);
      else yield { variable: read, start, end, otherwise: isOneOf ? undefined : textOf(value.then), ...(under !== undefined && { under }) };
      return;
    }
    case 'object': for (const { value: of, range, key } of value.props) if (of) yield* readsOf(of, range, isOneOf, key); return;
    case 'array': for (const item of value.items) yield* readsOf(item, place, isOneOf); return;
    case 'either': for (const one of value.of) yield* readsOf(one, place, true); return;
    case 'await': yield* readsOf(value.of, place, isOneOf); return;
    default: return;
  }
}

/** `process.env.JWT_SECRET` */
function secretOf(value: Value | undefined): string | undefined {
  const isEnvironment = value?.is === 'member' && value.of.is === 'member' && value.of.name === 'env' && value.of.of.is === 'global' && value.of.of.name === 'process';
  return isEnvironment && namesSecret(value.name) ? value.name : undefined;
}

/** Neither nothing, nor a number, a switch, a duration or a file. */
function textOf(value: Value | undefined): string | undefined {
  const text = value?.is === 'literal' ? value.value : undefined;
  const isText = typeof text === 'string' && !/^$|^(?:true|false|none|null|undefined|utf-?8|\d+\s?\w{0,2})$|^\.{0,2}\/|^<.*>$|BEGIN PUBLIC/i.test(text);
  return isText ? text : undefined;
}
