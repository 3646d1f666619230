import type { CrashEvent, CrashListenerModel } from '../../catalog/crash-listeners.js';
import { inRange } from '../../catalog/in-range.js';
import { flatten, type CallRef } from '../abstract.js';
import { judgeCrashListener } from '../exits/crash-judgement.js';
import { libraryEndings } from '../exits/library-endings.js';
import { processListeners } from '../exits/process-listeners.js';
import type { Project } from '../project.js';
import { placeText } from '../site.js';

/** What becomes of the process when something fails that nobody hears. */
export type LastResort =
  /** Nothing listens: Node ends the process, on rejections since version 15. Or what listens ends it. */
  | { readonly is: 'ends' }
  /** Something listens, and the process goes on. `by`: what, for messages. */
  | { readonly is: 'survives'; readonly by: string };

const ends: LastResort = { is: 'ends' };
const known = new WeakMap<Project, Map<string, LastResort>>();

/**
 * What hears a rejection, or an exception, that nothing else does: a listener of the process, or one of a library. A listener of `uncaughtException` hears
 * rejections too, where none of their own is there. Scripts have listeners of their own, and one that is taken away again is there for a while only; where
 * only a part of the project is seen, none is assumed.
 * @param file where it fails: what a framework adds is there for the packages that depend on it
 */
export function lastResortOf(project: Project, file: string, event: CrashEvent = 'unhandledRejection'): LastResort {
  const found = known.get(project) ?? new Map<string, LastResort>();
  known.set(project, found);
  const remembered = found.get(event) ?? inProject(project, event === 'unhandledRejection' ? [event, 'uncaughtException'] : [event]);
  found.set(event, remembered);
  return remembered.is === 'survives' ? remembered : (ofFramework(project, file, event) ?? ends);
}

/** The first of the events that something listens to decides. */
function inProject(project: Project, events: readonly CrashEvent[]): LastResort {
  for (const event of events) {
    if (libraryEndings(project).some((one) => one.ends && one.events.includes(event))) return ends;
    const judged = processListeners(project).filter((one) => one.event === event && !one.temporary && !project.isScript(one.at.file)).map((one) => ({ one, is: judgeCrashListener(project, one).is }));
    if (judged.some(({ is }) => is !== 'lives' && is !== 'unknown')) return ends;
    const [survivor] = judged;
    if (survivor) return { is: 'survives', by: `the listener in ${placeText(project, survivor.one.at)}` };
    const library = ofLibrary(project, event);
    if (library) return library;
  }
  return ends;
}

/** A library that adds a listener when it is called: `Sentry.init()`. */
function ofLibrary(project: Project, event: CrashEvent): LastResort | undefined {
  for (const { entry, model } of project.catalog.crashListeners()) {
    if (model.path === undefined || !model.events.includes(event)) continue;
    const call = (project.calledNames.get(model.path) ?? []).find((ref) => !project.isScript(ref.file) && adds(project, model, entry.packages, ref));
    if (call) return { is: 'survives', by: `${entry.name} (${placeText(project, call)})` };
  }
  return undefined;
}

function adds(project: Project, { path, without, versions }: CrashListenerModel, packages: readonly string[], ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  const called = callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : [];
  const isIt = called.some((v) => v.is === 'library' && packages.includes(v.package) && v.path.length === 1 && v.path.every((s) => 'member' in s && s.member === path) && inRange(project.versionOf(ref.file, v.package), versions));
  const off = without === undefined ? [] : flatten(project.evaluator.argument(ref, 0, undefined)).flatMap((options) => flatten(project.evaluator.member(options, without)));
  return isIt && !off.some((v) => v.is === 'literal' && v.value === false);
}

/** A server of a framework, which runs whatever its package holds. */
function ofFramework(project: Project, file: string, event: CrashEvent): LastResort | undefined {
  if (project.isScript(file)) return undefined;
  for (const { entry, model } of project.catalog.crashListeners()) {
    if (model.path !== undefined || !model.events.includes(event)) continue;
    const name = entry.packages.find((one) => project.evaluator.sources.resolver.asksFor(file, one));
    const version = name === undefined ? undefined : project.versionOf(file, name);
    if (version !== undefined && inRange(version, model.versions)) return { is: 'survives', by: `the listener that ${entry.name} adds` };
  }
  return undefined;
}
