import type { FileFacts, Step, Value } from '../../model/facts.js';

/** What a step does to something that may say that work is going on. */
export interface MarkChange {
  /** What is changed, by `placeOf`. */
  readonly place: string;
  readonly target: Value;
  /** `set`: it says so from here on; `reset`: it does not any more. `up` and `down` count. */
  readonly does: 'set' | 'reset' | 'up' | 'down';
  /** An entry of a collection, under whatever key. */
  readonly entry: boolean;
  /** The constant that it holds then. */
  readonly holds?: string | number | boolean;
}

const adding = new Set(['add', 'set', 'push', 'unshift']);
const removing = new Set(['delete', 'clear', 'splice', 'shift', 'pop']);
const deepest = 6;

/** A name, a field, or a property of one; equal texts are the same within one file. `undefined` for what is made on the spot. */
export function placeOf(value: Value, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  switch (value.is) {
    case 'ref': return `name ${String(value.to)}`;
    case 'global': return `global ${value.name}`;
    case 'this': case 'class': return `${value.is} ${String(value.cls)}`;
    case 'member': {
      const of = placeOf(value.of, depth + 1);
      return of === undefined ? undefined : `${of}.${value.name}`;
    }
    default: return undefined;
  }
}

/** What a step changes; `undefined` where it changes nothing, or it is not seen what. */
export function changeOf(facts: FileFacts, step: Step): MarkChange | undefined {
  if (typeof step === 'number') return ofCall(facts, step);
  if (step.is !== 'set' && step.is !== 'put') return undefined;
  const target: Value = step.is === 'set' ? { is: 'ref', to: step.to } : step.target;
  const entry = target.is === 'element';
  const held = entry ? target.of : target;
  const place = placeOf(held);
  if (place === undefined) return undefined;
  const changed = { place, target: held };
  if (step.counts && !entry) return { ...changed, does: step.counts, entry };
  if (!step.value) return { ...changed, does: 'reset', entry };
  const does = meaningOf(facts, step.value, place);
  return does && { ...changed, does, entry: entry || isFiltered(facts, step.value, place), ...(step.value.is === 'literal' && step.value.value !== null && { holds: step.value.value }) };
}

/** `running.add(id)`, `running.delete(id)`: of what is a collection of the language. */
function ofCall(facts: FileFacts, call: number): MarkChange | undefined {
  const { callee, args = [], awaited } = facts.calls[call] ?? {};
  if (callee?.is !== 'member' || awaited) return undefined;
  const place = placeOf(callee.of);
  if (place === undefined || !(adding.has(callee.name) || removing.has(callee.name)) || !isCollection(facts, callee.of)) return undefined;
  if (removing.has(callee.name)) return { place, target: callee.of, does: 'reset', entry: true };
  const [value] = callee.name === 'set' ? args.slice(1) : args;
  const does = value && meaningOf(facts, value, place);
  return callee.name === 'set' || callee.name === 'push' ? does && { place, target: callee.of, does, entry: true } : { place, target: callee.of, does: 'set', entry: true };
}

/** What is given says that work goes on, or that it does not. A promise is not a mark: who finds it can wait for it. */
function meaningOf(facts: FileFacts, value: Value, place: string): 'set' | 'reset' | undefined {
  switch (value.is) {
    case 'literal': return value.value === null || value.value === false || value.value === 0 || value.value === '' ? 'reset' : 'set';
    case 'undefined': return 'reset';
    case 'object': return value.props.length > 0 ? 'set' : 'reset';
    case 'array': return value.items.length > 0 ? 'set' : 'reset';
    case 'param': case 'text': case 'member': return 'set';
    case 'ref': {
      const values = facts.bindings[value.to]?.values ?? [];
      return values.length > 0 && values.every((v) => v.is === 'param' || (v.is === 'call' && facts.calls[v.call]?.construct && !isMaking(facts, v.call, 'Promise')) || v.is === 'member' || v.is === 'literal' || v.is === 'text') ? 'set' : undefined;
    }
    case 'call': return isFiltered(facts, value, place) ? 'reset' : isNow(facts, value.call) ? 'set' : isEmptyCollection(facts, value.call) ? 'reset' : undefined;
    default: return undefined;
  }
}

/** `this.running = this.running.filter(…)`: an entry leaves. */
function isFiltered(facts: FileFacts, value: Value, place: string): boolean {
  const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && callee.name === 'filter' && placeOf(callee.of) === place;
}

function isNow(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return isMaking(facts, call, 'Date') || (callee?.is === 'member' && callee.name === 'now' && callee.of.is === 'global');
}

function isMaking(facts: FileFacts, call: number, name: string): boolean {
  const { construct, callee } = facts.calls[call] ?? {};
  return construct === true && callee?.is === 'global' && callee.name === name;
}

function isEmptyCollection(facts: FileFacts, call: number): boolean {
  return ['Map', 'Set'].some((name) => isMaking(facts, call, name)) && facts.calls[call]?.args.length === 0;
}

/** Whether a place is given a collection of the language somewhere in the file. */
export function isCollection(facts: FileFacts, value: Value): boolean {
  const values = value.is === 'ref' ? facts.bindings[value.to]?.values : value.is === 'member' && value.of.is === 'this' ? facts.classes[value.of.cls]?.members.find((m) => m.name === value.name)?.values : undefined;
  return values?.some((v) => v.is === 'array' || (v.is === 'call' && ['Map', 'Set', 'WeakMap', 'WeakSet'].some((name) => isMaking(facts, v.call, name)))) === true;
}
