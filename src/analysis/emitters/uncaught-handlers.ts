import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import { listenedEvents } from './listened-events.js';

const known = new WeakMap<Project, { readonly first: CallRef | undefined }>();

/** The listener for `uncaughtException` that keeps what is thrown from ending the process at once; `undefined` where there is none. */
export function uncaughtHandler(project: Project): CallRef | undefined {
  let found = known.get(project);
  if (!found) known.set(project, (found = { first: find(project) }));
  return found.first;
}

function find(project: Project): CallRef | undefined {
  for (const name of ['on', 'once', 'addListener', 'prependListener']) {
    for (const ref of project.calledNames.get(name) ?? []) {
      const fact = project.evaluator.call(ref);
      if (!fact || fact.callee.is !== 'member' || !isListening(fact) || project.isScript(ref.file) || !listenedEvents(project, ref)?.includes('uncaughtException')) continue;
      if (flatten(project.evaluator.evaluate(ref.file, fact.callee.of)).some((v) => v.is === 'library' && /^(?:globalThis|process)$/.test(v.package))) return ref;
    }
  }
  return undefined;
}
