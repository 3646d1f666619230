import type { FileFacts, Value } from '../../model/facts.js';
import { isKeptOutside } from '../memos/memo-stores.js';
import type { ListenerCall } from './listener-call.js';
import { approachTo, holdsWhenPresent } from '../memos/presence.js';
import { placeOf } from '../obligations/mark-changes.js';
import { mentionsName } from './mentioned-names.js';
import { testsBefore } from './remembered.js';

const looking: ReadonlySet<string> = new Set(['get', 'peek']);

/**
 * Whether a listener goes to what a call before may have kept: `let session = this.sessions.get(id); if (!session) session = open(id); session.on('end', …)`. Who finds
 * it there adds one more. Not where a test leads away whoever found it, or may.
 */
export function isOnFoundAgain(facts: FileFacts, { ref: { call }, fn, emitter }: ListenerCall): boolean {
  const to = rootName(emitter);
  const { kind, fn: home, values = [] } = to === undefined ? {} : (facts.bindings[to] ?? {});
  if (to === undefined || kind !== 'let' || home !== fn || !values.some((v) => isNew(v) && !lookedUpIn(facts, v, fn))) return false;
  const collection = values.map((v) => lookedUpIn(facts, v, fn)).find((v) => v !== undefined);
  const place = collection && placeOf(collection);
  const steps = facts.functions[fn]?.steps ?? [];
  if (place === undefined || approachTo(facts, steps, place, call)?.absent !== false) return false;
  return (testsBefore(steps, call) ?? []).every((test) => !mentionsName(facts, test, to) || holdsWhenPresent(facts, test, place) !== undefined);
}

function rootName(value: Value): number | undefined {
  if (value.is === 'member') return rootName(value.of);
  return value.is === 'ref' ? value.to : undefined;
}

/** The collection of which a value is an entry, where it is there for other calls too. */
function lookedUpIn(facts: FileFacts, value: Value, fn: number): Value | undefined {
  const { callee } = (value.is === 'call' && facts.calls[value.call]) || {};
  const of = value.is === 'element' ? value.of : callee?.is === 'member' && looking.has(callee.name) ? callee.of : undefined;
  return of && isKeptOutside(facts, of, fn) ? of : undefined;
}

function isNew(value: Value): boolean {
  return value.is === 'object' || value.is === 'call' || (value.is === 'await' && isNew(value.of));
}
