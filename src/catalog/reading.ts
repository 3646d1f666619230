import type { Step } from '../analysis/abstract.js';
import { matches, parsePattern } from './path.js';
import type { CatalogEntry, TypeModel } from './types.js';

/** A library value read with an entry: what remains of its path behind the object that carries the options. */
export interface Reading {
  readonly entry: CatalogEntry;
  /** Name of the type the path stands on; `undefined` for the package itself. */
  readonly type: string | undefined;
  /** The steps that made that object, outermost first, with the type of what they made: each may carry options. */
  readonly made: readonly Made[];
  /** The path from there on. */
  readonly rest: readonly string[];
}

export interface Made {
  readonly step: Step;
  readonly type: string;
}

/** The model of the type that a reading stands on. */
export function typeModel(reading: Reading): TypeModel | undefined {
  return reading.type === undefined ? undefined : reading.entry.types?.[reading.type];
}

/** Whether a call gives something that is put together further, `Builder.*()`: it is sent later, and handing it on is no wait. */
export function makesBuilder(reading: Reading): boolean {
  const next = typeAt(reading, called(reading, false));
  const builds = (type: string | undefined): boolean => type !== undefined && (reading.entry.types?.[type]?.is.includes(`${type}.*()`) ?? false);
  return builds(next?.name);
}

/** Whether a path of the reading's entry is the one that was read. */
export function matchesReading(reading: Reading, path: string): boolean {
  const pattern = parsePattern(path);
  if (reading.type === undefined) return matches(pattern, reading.rest);
  // A root that is itself a client is also the package: `axios.get` may be written without the type.
  return matches(pattern, [reading.type, ...reading.rest]) || (isRoot(reading.entry, reading.type) && reading.rest.length > 0 && matches(pattern, reading.rest));
}

/** Walks the path and replaces what an `is` of a type matches by the type. */
export function readWith(entry: CatalogEntry, path: readonly Step[]): Reading {
  let state: Reading = { entry, type: rootType(entry), made: [], rest: [] };
  for (let at = 0; at < path.length; at++) {
    const step = path[at];
    const next = path[at + 1];
    if (!step) break;
    if ('typed' in step) state = annotated(entry, step);
    else if ('call' in step && next && 'member' in next && isCallbackParameter(next.member)) {
      state = stepTo(state, step, [...called(state, step.construct), next.member]);
      at++;
    } else state = advance(state, step);
  }
  return state;
}

/** `$1`: the second parameter of a function that is given to the call before it. */
function isCallbackParameter(member: string): boolean {
  return /^\$\d$/.test(member);
}

function rootType(entry: CatalogEntry): string | undefined {
  return Object.keys(entry.types ?? {}).find((name) => isRoot(entry, name));
}

function annotated(entry: CatalogEntry, step: Extract<Step, { typed: string }>): Reading {
  const named = Object.entries(entry.types ?? {}).find(([, type]) => type.annotations?.includes(step.typed));
  return named ? { entry, type: named[0], made: [{ step, type: named[0] }], rest: [] } : { entry, type: undefined, made: [], rest: [`:${step.typed}`] };
}

function advance(state: Reading, step: Exclude<Step, { typed: string }>): Reading {
  return stepTo(state, step, 'member' in step ? [...state.rest, step.member] : called(state, step.construct));
}

function stepTo(state: Reading, step: Exclude<Step, { typed: string }>, rest: readonly string[]): Reading {
  const next = typeAt(state, rest);
  if (!next) return { ...state, rest };
  const made = 'call' in step ? [{ step, type: next.name }] : [];
  return { ...state, type: next.name, made: next.inherits ? [...state.made, ...made] : made, rest: [] };
}

/** The rest after a call of its last member; a call of the object itself is `()`. */
export function called(state: Reading, construct: boolean): readonly string[] {
  const last = state.rest.at(-1);
  const name = last === undefined || last.endsWith('()') ? '' : last;
  const call = construct ? `new ${name}()` : `${name}()`;
  return name === '' ? [...state.rest, call] : [...state.rest.slice(0, -1), call];
}

export function typeAt({ entry, type, made }: Reading, rest: readonly string[]): { name: string; inherits: boolean } | undefined {
  const atRoot = made.length === 0 && (type === undefined || isRoot(entry, type));
  for (const [name, model] of Object.entries(entry.types ?? {})) {
    for (const text of model.is) {
      if (text === '') continue;
      const pattern = parsePattern(text);
      if (type !== undefined && (matches(pattern, [type, ...rest]) || (text === `${type}()` && rest.length === 1 && rest[0] === '()'))) return { name, inherits: true };
      if (atRoot && matches(pattern, rest)) return { name, inherits: false };
    }
  }
  return undefined;
}

function isRoot(entry: CatalogEntry, type: string): boolean {
  return entry.types?.[type]?.is.includes('') ?? false;
}
