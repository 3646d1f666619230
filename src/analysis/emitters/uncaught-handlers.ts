import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isInside } from '../deadline/timers.js';
import { isListening, lastName } from '../promises/registrations.js';
import { listenedEvents } from './listened-events.js';

const known = new WeakMap<Project, { readonly first: CallRef | undefined }>();

/** The listener for `uncaughtException` that lets the process run on; `undefined` where there is none, or all of them end it. */
export function survivalHandler(project: Project): CallRef | undefined {
  let found = known.get(project);
  if (!found) known.set(project, (found = { first: find(project) }));
  return found.first;
}

function find(project: Project): CallRef | undefined {
  const listeners = ['on', 'once', 'addListener', 'prependListener'].flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => isForUncaught(project, ref));
  return listeners.every((ref) => functionsOf(project, ref).every((fn) => !ends(project, fn))) ? listeners[0] : undefined;
}

function isForUncaught(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (fact?.callee.is !== 'member' || !isListening(fact) || fact.conditional || project.isScript(ref.file) || !listenedEvents(project, ref)?.includes('uncaughtException')) return false;
  return flatten(project.evaluator.evaluate(ref.file, fact.callee.of)).some((v) => v.is === 'library' && /^(?:globalThis|process)$/.test(v.package));
}

function functionsOf(project: Project, ref: CallRef): readonly FunctionRef[] {
  return flatten(project.evaluator.argument(ref, 1, undefined)).filter((v) => v.is === 'function');
}

/** Whether a function exits, throws, or calls one that does. What it calls and is not seen may well do so, by its name. */
function ends(project: Project, fn: FunctionRef, depth = 0): boolean {
  const facts = project.evaluator.facts(fn.file);
  if (!facts || depth > 3) return false;
  if (facts.functions[fn.fn]?.steps?.some((step) => typeof step !== 'number' && (step.is === 'throw' || step.is === 'branch'))) return true;
  const exits = facts.calls.some((c) => isInside(facts, c.fn, fn.fn) && /exit|abort|kill|shutdown|terminate|stop|die|crash/i.test(lastName(facts, c.callee)));
  return exits || project.graph.calleesOf(fn).some(({ to }) => ends(project, to, depth + 1));
}
