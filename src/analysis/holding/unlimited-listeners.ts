import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { bindingRoot, leavesOf } from '../emitters/usages.js';
import { emitterKey } from '../promises/emitters.js';
import { lifeOf } from './life.js';
import { listenerSites, type ListenerSite } from './listener-sites.js';
import { removalOf } from './removals.js';

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
    return isUnlimited && lifeOf(project, file, callee.of).is === 'process' && !areTakenAway(project, file, facts, callee.of) ? [{ ref: { file, call }, emitter: writtenName(facts, callee.of) || 'this emitter' }] : [];
  });
}

/** Whether each listener that is added to it goes again, or is added once: then none pile up. Listeners of objects that are handed in are not looked for. */
function areTakenAway(project: Project, file: string, facts: FileFacts, emitter: Value): boolean {
  if (isShared(facts, emitter)) return false;
  const own = emitterKey(facts, emitter);
  const here = own === undefined ? [] : listenerSites(project, file).filter((site) => emitterKey(facts, site.emitter) === own);
  const elsewhere = emitter.is === 'this' ? onObjectsOf(project, file, emitter.cls) : [];
  const all = [...here, ...elsewhere];
  return all.length > 0 && all.every((site) => site.fate.is === 'fine' || removalOf(project, site, lifeOf(project, site.ref.file, site.emitter)).is === 'open');
}

/** Other files may add listeners that are not looked at here. */
function isShared(facts: FileFacts, emitter: Value): boolean {
  if (emitter.is !== 'ref') return emitter.is === 'global';
  return facts.bindings[emitter.to]?.kind === 'import' || facts.exports.some(({ value }) => value !== undefined && leavesOf(value).some(({ root }) => root === bindingRoot(emitter.to)));
}

/** The listeners that are added to objects of a class by their names. */
function onObjectsOf(project: Project, file: string, cls: number): readonly ListenerSite[] {
  const calls = ['on', 'once', 'addListener', 'prependListener'].flatMap((name) => project.calledNames.get(name) ?? []);
  const files = new Set(calls.flatMap((by) => {
    const callee = project.evaluator.call(by)?.callee;
    return callee?.is === 'member' && isObjectOf(project, by.file, callee.of, file, cls) ? [by.file] : [];
  }));
  return [...files].flatMap((other) => listenerSites(project, other).filter((site) => isObjectOf(project, other, site.emitter, file, cls)));
}

function isObjectOf({ evaluator }: Project, at: string, value: Value, file: string, cls: number): boolean {
  return value.is !== 'this' && flatten(evaluator.evaluate(at, value)).some((v) => v.is === 'instance' && v.file === file && v.cls === cls);
}
