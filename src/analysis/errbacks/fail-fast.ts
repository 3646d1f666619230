import type { FileFacts } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { isExit } from '../exits/process-api.js';
import { namesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from '../promises/registrations.js';
import type { Errback } from './errback-sites.js';

/**
 * Whether a callback runs while the process starts, or at the end of a script: then the process is to end when something fails. `unknown` where that
 * depends on callers that are not seen.
 */
export function failsFast(project: Project, facts: FileFacts, errback: Errback): boolean | 'unknown' {
  return endsProcess(project, facts, errback) || isAtStart(project, facts, errback);
}

/** The callback ends the process itself when all goes well. */
function endsProcess(project: Project, facts: FileFacts, { ref, fn }: Errback): boolean {
  return facts.calls.some((call) => isInside(facts, call.fn, fn) && flatten(project.evaluator.evaluate(ref.file, call.callee)).some(isExit));
}

/** Methods that a service calls once, when it starts. */
const starting = new Set(['listen', 'connect', 'ready', 'open', 'register', 'start', 'init', 'authenticate', 'sync']);
/** Calls that run a function once, on behalf of the code around them. */
const passing = new Set(['then', 'catch', 'finally', 'setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'Promise']);
const once = new Set(['listening', 'ready', 'open', 'connect', 'connected']);

function isAtStart(project: Project, facts: FileFacts, { ref, fn }: Errback): boolean | 'unknown' {
  const { reach } = project.reach({ file: ref.file, fn });
  if (reach === 'request' || reach === 'worker') return false;
  if (starting.has(lastName(facts, facts.calls[ref.call]?.callee ?? { is: 'unknown' }))) return true;
  let at = facts.functions[fn]?.parent ?? -1;
  while (at !== -1 && runsOnce(project, facts, ref.file, at)) at = facts.functions[at]?.parent ?? -1;
  if (at === -1 || facts.functions[at]?.passedTo !== undefined) return at === -1;
  const around = project.reach({ file: ref.file, fn: at }).reach;
  return around === 'startup' || (around === 'unknown' && project.partial && 'unknown');
}

/** Whether a function that is written in place runs once, when the code around it does. */
function runsOnce(project: Project, facts: FileFacts, file: string, fn: number): boolean {
  const passedTo = facts.functions[fn]?.passedTo;
  const call = passedTo && facts.calls[passedTo.call];
  if (!passedTo || !call) return false;
  if (isListening(call)) return once.has(eventOf(project, { file, call: passedTo.call }) ?? '');
  const name = lastName(facts, call.callee);
  return passing.has(name) || starting.has(name) || namesOfParameter(facts, fn, 0).some((b) => /^(?:err|error)$/.test(b.name));
}
