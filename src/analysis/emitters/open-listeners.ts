import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import { listenedEvents } from './listened-events.js';

/** The listeners for some events. */
interface Listeners {
  /** The properties on which such a listener is added somewhere: `pool` of `app.locals.pool.on('error', …)`. */
  readonly names: ReadonlySet<string>;
  /** The files in which one is added to something that is not known. */
  readonly open: ReadonlySet<string>;
}

const known = new WeakMap<Project, Map<string, Listeners>>();

/** Whether a file adds a listener for such an event to something that is not known: it may be what a collection holds. */
export function hasOpenListener(project: Project, file: string, events: ReadonlySet<string>): boolean {
  return listenersFor(project, events).open.has(file);
}

/** The names of properties on which the project adds a listener for such an event. */
export function namesWithListeners(project: Project, events: ReadonlySet<string>): ReadonlySet<string> {
  return listenersFor(project, events).names;
}

function listenersFor(project: Project, events: ReadonlySet<string>): Listeners {
  const key = [...events].join('|');
  let byEvent = known.get(project);
  if (!byEvent) known.set(project, (byEvent = new Map<string, Listeners>()));
  let found = byEvent.get(key);
  if (!found) byEvent.set(key, (found = gather(project, events)));
  return found;
}

function gather(project: Project, asked: ReadonlySet<string>): Listeners {
  const names = new Set<string>();
  const open = new Set<string>();
  for (const [file, { calls }] of project.evaluator.sources.files) {
    for (const [call, fact] of calls.entries()) {
      if (!isListening(fact) || fact.callee.is !== 'member') continue;
      const events = listenedEvents(project, { file, call });
      if (events && !events.some((event) => asked.has(event))) continue;
      const { of } = fact.callee;
      if (of.is === 'member') names.add(of.name);
      if (flatten(project.evaluator.evaluate(file, of)).every((v) => v.is === 'unknown' || v.is === 'param' || v.is === 'absent')) open.add(file);
    }
  }
  return { names, open };
}
