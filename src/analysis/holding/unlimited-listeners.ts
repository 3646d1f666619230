import type { CallRef } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { lifeOf } from './life.js';

/** Where the warning about many listeners is switched off for something that lives as long as the process. */
export interface UnlimitedListeners {
  readonly ref: CallRef;
  /** As it is written. */
  readonly emitter: string;
}

/** `process.setMaxListeners(0)`: Node warns at the eleventh listener of an event unless it is told otherwise (events.html#emittersetmaxlistenersn). */
export function unlimitedListeners(project: Project, file: string): readonly UnlimitedListeners[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap(({ callee, args }, call): readonly UnlimitedListeners[] => {
    if (!facts || callee.is !== 'member' || callee.name !== 'setMaxListeners' || args.length !== 1) return [];
    const values = project.evaluator.argument({ file, call }, 0, undefined);
    const isUnlimited = values.length > 0 && values.every((v) => v.is === 'literal' && (v.value === 0 || v.value === Infinity));
    return isUnlimited && lifeOf(project, file, callee.of).is === 'process' ? [{ ref: { file, call }, emitter: writtenName(facts, callee.of) || 'this emitter' }] : [];
  });
}
