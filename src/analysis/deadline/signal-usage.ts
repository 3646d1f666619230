import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { writtenName } from '../names.js';

/** What a signal is called in a file: a variable, or a property of one. */
export interface SignalName {
  readonly to: number;
  readonly property?: string;
}

const telling = /^(?:abort|cancel|cancellation|request|outer|parent|caller|external|upstream|job|task|client)?_?signal$/i;

/** Whether a variable or a property is called as AbortSignals are. */
export function isTelling(name: string): boolean {
  return telling.test(name);
}

const members = new Set(['aborted', 'reason', 'throwIfAborted', 'onabort', 'addEventListener', 'removeEventListener', 'dispatchEvent']);
const logging = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'fatal', 'verbose', 'kill']);

/**
 * How something that is called a signal is used: as an AbortSignal, as something else (a text, a number, a function), or in no way that
 * tells. That it is written into an object says nothing: it may be what is sent.
 */
export function usageOf(facts: FileFacts, name: SignalName): Usage {
  const ofFile = usages.get(facts) ?? new Map<string, Usage>();
  usages.set(facts, ofFile);
  const key = `${String(name.to)}.${name.property ?? ''}`;
  let found = ofFile.get(key);
  if (!found) ofFile.set(key, (found = findUsage(facts, name)));
  return found;
}

type Usage = 'signal' | 'other' | 'open';

/** The whole file is gone through for a name, and the same name is asked for by every call in its scope. */
const usages = new WeakMap<FileFacts, Map<string, Usage>>();

function findUsage(facts: FileFacts, name: SignalName): Usage {
  const found = new Set<'signal' | 'other'>();
  for (const use of name.property === undefined ? (facts.bindings[name.to]?.uses ?? []) : []) {
    if (use.as === 'member') found.add((use.name ?? '').split(',').every((n) => members.has(n)) ? 'signal' : 'other');
  }
  const look = (value: Value): void => {
    if (value.is === 'member' && isNamed(value.of, name)) found.add(members.has(value.name) ? 'signal' : 'other');
    else if (isText(value, name)) found.add('other');
    else for (const part of partsOf(value)) look(part);
  };
  for (const call of facts.calls) {
    if (isNamed(call.callee, name)) found.add('other');
    look(call.callee);
    const tells = isJoining(facts, call) ? 'signal' : logging.has(lastName(facts, call)) ? 'other' : undefined;
    if (tells === undefined) for (const argument of call.args) look(argument);
    else if (call.args.some((a) => mentions(facts, a, name))) found.add(tells);
  }
  for (const { value } of facts.assigns) look(value);
  for (const { values } of facts.bindings) for (const value of values) look(value);
  for (const { returns } of facts.functions) for (const value of returns) look(value);
  return found.has('signal') ? 'signal' : found.has('other') ? 'other' : 'open';
}

/** Whether an expression hands a signal on: itself, the object that holds it, in an object or a list, or joined with others. */
export function mentions(facts: FileFacts, value: Value, name: SignalName, depth = 0): boolean {
  if (isNamed(value, name) || (value.is === 'ref' && value.to === name.to)) return true;
  if (value.is === 'member' || value.is === 'function' || depth > 6) return false;
  const parts = value.is === 'call' ? (facts.calls[value.call]?.args ?? []) : partsOf(value);
  return parts.some((part) => mentions(facts, part, name, depth + 1));
}

/** Whether an expression is the signal. */
export function isNamed(value: Value, { to, property }: SignalName): boolean {
  if (property === undefined) return value.is === 'ref' && value.to === to;
  return value.is === 'member' && value.name === property && value.of.is === 'ref' && value.of.to === to;
}

function isText(value: Value, name: SignalName): boolean {
  if (value.is === 'text') return value.parts.some((p) => isNamed(p, name));
  return value.is === 'binary' && ((isNamed(value.left, name) && isConstant(value.right)) || (isNamed(value.right, name) && isConstant(value.left)));
}

function isConstant(value: Value): boolean {
  return value.is === 'text' || (value.is === 'literal' && (typeof value.value === 'string' || typeof value.value === 'number'));
}

/** `AbortSignal.any([signal, …])`. */
function isJoining(facts: FileFacts, { callee }: CallFact): boolean {
  return writtenName(facts, callee) === 'AbortSignal.any';
}

/** `get` of `http.get`, `setTimeout`. */
export function lastName(facts: FileFacts, { callee }: CallFact): string {
  return writtenName(facts, callee).split('.').at(-1) ?? '';
}

/** The expressions that an expression is made of. What calls are given is looked at with the calls. */
function partsOf(value: Value): readonly Value[] {
  switch (value.is) {
    case 'text': return value.parts;
    case 'member': case 'element': case 'await': case 'unary': case 'spread': case 'rest': return [value.of];
    case 'object': return value.props.flatMap((p) => p.value ?? p.spread ?? []);
    case 'array': return value.items;
    case 'either': return value.of;
    case 'fallback': return [value.first, value.then];
    case 'binary': return [value.left, value.right];
    default: return [];
  }
}
