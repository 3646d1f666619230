import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** What a rejection that nobody hears does to the process. */
export type LastResort =
  /** Nothing listens: Node ends the process, since version 15. Or what listens ends it. */
  | { readonly is: 'ends' }
  /** A listener, and the process goes on. */
  | { readonly is: 'survives'; readonly at: CallRef };

const listening = ['on', 'once', 'addListener', 'prependListener'];
const events = new Set(['unhandledRejection', 'uncaughtException']);
const ending = new Set(['exit', 'abort', 'kill', 'reallyExit']);
const deepest = 4;

const known = new WeakMap<Project, LastResort>();

/**
 * What becomes of the process when a promise rejects that nobody hears. A listener of `uncaughtException` hears it as well. Scripts have listeners of
 * their own, and one that is taken away again is there for a while only; where only a part of the project is seen, none is assumed.
 */
export function lastResortOf(project: Project): LastResort {
  const found = known.get(project) ?? find(project);
  known.set(project, found);
  return found;
}

function find(project: Project): LastResort {
  const listeners = listening.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => !project.isScript(ref.file) && isLastListener(project, ref));
  const removed = new Set(['off', 'removeListener'].flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => isLastListener(project, ref)).map((ref) => ref.file));
  const survivor = listeners.find((ref) => !removed.has(ref.file) && !flatten(project.evaluator.argument(ref, 1, undefined)).some((fn) => fn.is !== 'function' || endsProcess(project, fn)));
  return survivor ? { is: 'survives', at: survivor } : { is: 'ends' };
}

function isLastListener({ evaluator }: Project, ref: CallRef): boolean {
  const callee = evaluator.call(ref)?.callee;
  if (callee?.is !== 'member' || callee.of.is !== 'global' || callee.of.name !== 'process') return false;
  const [event] = evaluator.argument(ref, 0, undefined);
  return event?.is === 'literal' && typeof event.value === 'string' && events.has(event.value);
}

/** Whether a function may end the process: it, or one that it calls, says so, or throws where nobody hears it. */
export function endsProcess(project: Project, { file, fn }: FunctionRef, depth = 0): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return false;
  if (project.failures.of({ file, fn })?.is === 'throw') return true;
  return project.graph.calleesOf({ file, fn }).some(({ to }) => endsProcess(project, to, depth + 1)) || facts.calls.some(({ callee, fn: at }) => at === fn && callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'process' && ending.has(callee.name));
}
