import type { FileFacts } from '../../model/facts.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import type { ListenerCall } from './listener-call.js';
import { isRecurring } from './recurring-events.js';
import { isRemembered } from './remembered.js';
import { repetitionsOf, type Repetition } from './repetition.js';

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
  return repetitionsOf(project, { file, fn }, 'for-good').find(({ by, at }) => by === 'event' && at.file === file && isOwn(at.call));
}

/** Whether the code around a call puts another emitter in the place. */
function isReplaced(facts: FileFacts, key: string, fn: number): boolean {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    if (facts.assigns.some((a) => a.fn === at && emitterKey(facts, a.target) === key)) return true;
  }
  const named = /^name (\d+)$/.exec(key)?.[1];
  return named !== undefined && (facts.bindings[Number(named)]?.values.filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null)).length ?? 0) > 1;
}
