import { callKey, type CallRef } from './abstract.js';
import type { Handler } from './handlers.js';
import type { Project } from './project.js';

/**
 * Whether a framework, a server or a broker runs a handler, as the catalog describes it: what becomes of its rejection is that library's to say. The timers of
 * Node are described there as well, for their reach; what they are given is a callback like any other.
 */
export function isRunByLibrary(handler: Handler): boolean {
  return handler.package !== 'globalThis';
}

const known = new WeakMap<Project, ReadonlySet<string>>();

/** Whether a call registers, at this argument, a handler that a library runs. */
export function registersHandler(project: Project, ref: CallRef, argument: number): boolean {
  let places = known.get(project);
  if (!places) known.set(project, (places = new Set(project.handlers.flatMap((h) => (h.registered && isRunByLibrary(h) ? [placeKey(h.registered.call, h.registered.argument)] : [])))));
  return places.has(placeKey(ref, argument));
}

function placeKey(ref: CallRef, argument: number): string {
  return `${callKey(ref)}/${String(argument)}`;
}
