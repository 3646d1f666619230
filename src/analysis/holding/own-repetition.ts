import type { FileFacts, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import type { ListenerCall } from './listener-call.js';
import { isRecurring } from './recurring-events.js';
import { isRemembered } from './remembered.js';
import { repetitionsOf, type Entry, type Repetition } from './repetition.js';

/**
 * The event of an emitter that makes code add one more listener to the same emitter each time, as in `socket.on('data', () => socket.setTimeout(ms, end))`. The emitter lives on between its events,
 * so the listeners pile up however long it lives.
 */
export function ownRepetitionOf(project: Project, facts: FileFacts, { ref, fn, emitter }: ListenerCall): Repetition | undefined {
  const key = emitterKey(facts, emitter);
  if (key === undefined) return undefined;
  const { file } = ref;
  const isOwn = (call: number): boolean => {
    const fact = facts.calls[call];
    return fact?.callee.is === 'member' && emitterKey(facts, fact.callee.of) === key && (!key.startsWith('this') || facts.functions[fact.fn]?.cls === facts.functions[fn]?.cls) && isRecurring(project, { file, call }) !== undefined;
  };
  if (!facts.calls.some((_, call) => isOwn(call)) || isReplaced(facts, key, fn) || isRemembered(facts, ref.call, 'for-good')) return undefined;
  const home = homeOf(facts, emitter);
  // Called again, a function has another emitter under the name, unless it is handed the same one.
  const keeps = (at: FunctionRef, { by, hands }: Entry): boolean => at.file !== file || at.fn !== home?.fn || (hands === undefined && by.file === file && home.at !== undefined && isSame(facts, facts.calls[by.call]?.args[home.at], key));
  return repetitionsOf(project, { file, fn }, 'for-good', keeps).find(({ by, at }) => by === 'event' && at.file === file && isOwn(at.call));
}

/** The function in which an emitter has its name, and which parameter of it that is; `undefined` for what the module or an object holds. */
function homeOf(facts: FileFacts, emitter: Value): { readonly fn: number; readonly at?: number } | undefined {
  if (emitter.is === 'member') return homeOf(facts, emitter.of);
  const binding = emitter.is === 'ref' ? facts.bindings[emitter.to] : undefined;
  if (!binding || binding.fn === -1) return undefined;
  const [only, ...others] = binding.values;
  return only?.is === 'param' && others.length === 0 ? { fn: only.fn, at: only.at } : { fn: binding.fn };
}

function isSame(facts: FileFacts, given: Value | undefined, key: string): boolean {
  return given !== undefined && key.startsWith(emitterKey(facts, given) ?? ' ');
}

/** Whether the code around a call puts another emitter in the place. */
function isReplaced(facts: FileFacts, key: string, fn: number): boolean {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    if (facts.assigns.some((a) => a.fn === at && emitterKey(facts, a.target) === key)) return true;
  }
  const named = /^name (\d+)$/.exec(key)?.[1];
  return named !== undefined && (facts.bindings[Number(named)]?.values.filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null)).length ?? 0) > 1;
}
