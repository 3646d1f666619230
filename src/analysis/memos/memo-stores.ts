import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep } from '../every-step.js';
import { isCollection, placeOf } from '../obligations/mark-changes.js';
import { approachTo, type Approach } from './presence.js';

/** A place outside of a function in which it keeps what it made, for the next that asks. */
export interface MemoStore {
  readonly fn: FunctionRef;
  readonly step: Step;
  readonly place: string;
  /** As it is written, with the entry. */
  readonly target: Value;
  /** One of several, under a key. */
  readonly entry: boolean;
  readonly value: Value;
  readonly approach: Approach;
}

const known = new WeakMap<FileFacts, readonly MemoStore[]>();

/** The places of a file in which functions keep something only where there was nothing before. */
export function memoStoresIn(file: string, facts: FileFacts): readonly MemoStore[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = [...everyStep(facts)].flatMap(({ step, fn }) => (fn === -1 ? [] : (storeOf(file, facts, step, fn) ?? [])))));
  return found;
}

function storeOf(file: string, facts: FileFacts, step: Step, fn: number): MemoStore | undefined {
  const kept = keptBy(facts, step);
  const place = kept && placeOf(kept.of);
  if (!kept || place === undefined || !isKeptOutside(facts, kept.of, fn)) return undefined;
  const approach = kept.lazy ? { absent: true, awaited: awaitsIn(kept.value), before: [] } : approachTo(facts, facts.functions[fn]?.steps ?? [], place, step);
  return approach?.absent ? { fn: { file, fn }, step, place, target: kept.target, entry: kept.entry, value: kept.value, approach } : undefined;
}

/** The name, the field or the collection that holds it. */
export function placeValue({ target }: MemoStore): Value {
  return target.is === 'element' ? target.of : target;
}

interface Kept {
  readonly of: Value;
  readonly target: Value;
  readonly value: Value;
  readonly entry: boolean;
  readonly lazy: boolean;
}

function keptBy(facts: FileFacts, step: Step): Kept | undefined {
  if (typeof step === 'number') {
    const { callee, args = [] } = facts.calls[step] ?? {};
    const value = args[1];
    return callee?.is === 'member' && callee.name === 'set' && value && isCollection(facts, callee.of) ? { of: callee.of, target: callee.of, value, entry: true, lazy: false } : undefined;
  }
  if (step.is !== 'set' && step.is !== 'put') return undefined;
  const target: Value = step.is === 'set' ? { is: 'ref', to: step.to } : step.target;
  const value = step.lazy ?? step.value;
  const entry = target.is === 'element';
  return value && { of: entry ? target.of : target, target, value, entry, lazy: step.lazy !== undefined };
}

/** A name of the module or of a function around, or a field. */
export function isKeptOutside(facts: FileFacts, of: Value, fn: number): boolean {
  switch (of.is) {
    case 'ref': {
      const { kind, fn: home = fn } = facts.bindings[of.to] ?? {};
      return (kind === 'let' || kind === 'const' || kind === 'class') && home !== fn && (home === -1 || isInside(facts, fn, home));
    }
    case 'member': return of.of.is === 'this' ? facts.functions[fn]?.kind !== 'constructor' : of.of.is === 'class' || of.of.is === 'global' || isKeptOutside(facts, of.of, fn);
    default: return false;
  }
}

/** What an expression awaits at its beginning: `await connect()`. */
function awaitsIn(value: Value): readonly Value[] {
  return value.is === 'await' ? [value.of] : [];
}
