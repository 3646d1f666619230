import type { Reach, TraceStep } from '../../model/evidence.js';
import type { FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import { wayToFunction } from '../site.js';

/** How often a function runs in the life of a process. */
export interface Occasion {
  readonly reach: Reach;
  readonly trace: readonly TraceStep[];
  /** `once`: at start-up. `again`: for each request, job, event or tick. */
  readonly runs: 'once' | 'again' | 'unknown';
}

/** How often a function runs: -1 is the module. */
export function occasionOf(project: Project, fn: FunctionRef): Occasion {
  const { reach, trace } = wayToFunction(project, fn);
  if (fn.fn === -1) return { reach, trace, runs: 'once' };
  if (reach === 'request' || reach === 'worker') return { reach, trace, runs: 'again' };
  if (isOfEvent(project, fn)) return { reach: reach === 'script' ? reach : 'worker', trace, runs: reach === 'script' ? 'once' : 'again' };
  return { reach, trace, runs: reach === 'unknown' ? 'unknown' : 'once' };
}

/** Whether it is written in a listener, or in what an interval runs. */
function isOfEvent({ evaluator }: Project, { file, fn }: FunctionRef): boolean {
  const facts = evaluator.facts(file);
  if (!facts) return false;
  for (let inner = fn, depth = 0; inner !== -1 && depth < 8; inner = facts.functions[inner]?.parent ?? -1, depth++) {
    const passedTo = facts.functions[inner]?.passedTo;
    const call = passedTo && facts.calls[passedTo.call];
    if (!call) continue;
    if (call.callee.is === 'global' && call.callee.name === 'setInterval') return true;
    if (isListening(call) && call.callee.is === 'member' && call.callee.name !== 'once') return true;
  }
  return false;
}
