import { callKey, functionKey, type CallRef, type FunctionRef } from './abstract.js';
import type { Handler } from './handlers.js';
import type { Project } from './project.js';

/**
 * Whether a framework, a server or a broker runs a handler, as the catalog describes it: what becomes of its rejection is that library's to say. The timers of
 * Node are described there as well, for their reach; what they are given is a callback like any other.
 */
export function isRunByLibrary(handler: Handler): boolean {
  return handler.package !== 'globalThis';
}

interface Places {
  /** Arguments of the calls that register. */
  readonly registered: ReadonlySet<string>;
  /** Calls that a handler was given to on its way there, which may have wrapped it. */
  readonly given: ReadonlySet<string>;
}

const known = new WeakMap<Project, Places>();

/**
 * Whether a call registers, at this argument, a handler that a library runs; or is the wrapper through which one is registered.
 * @param fn the function at that place, where it is at hand
 */
export function registersHandler(project: Project, ref: CallRef, argument: number, fn?: FunctionRef): boolean {
  let places = known.get(project);
  if (!places) known.set(project, (places = placesOf(project)));
  return places.registered.has(`${callKey(ref)}/${String(argument)}`) || (fn !== undefined && places.given.has(`${callKey(ref)}/${functionKey(fn)}`));
}

function placesOf(project: Project): Places {
  const handlers = project.handlers.filter(isRunByLibrary);
  return {
    registered: new Set(handlers.flatMap(({ registered }) => (registered ? [`${callKey(registered.call)}/${String(registered.argument)}`] : []))),
    given: new Set(handlers.flatMap((handler) => handler.through.map((call) => `${callKey(call)}/${functionKey(handler)}`))),
  };
}
