import { promiseOf } from '../../catalog/promises.js';
import type { Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { overlapOf, type Overlap } from './overlapping-intervals.js';

/** A function that is let through once in a while, by time alone. */
export interface ThrottledWork {
  readonly ref: CallRef;
  readonly work: Value;
}

/** What becomes of work that is started anew while the last run may still be going on; `library`: the work is a library's own promise. */
export type ThrottledOverlap = Overlap | { readonly is: 'library' };

/** Packages whose `throttle(work, ms)` counts time and does not wait for a promise. */
const throttling: ReadonlySet<string> = new Set(['lodash', 'lodash-es', 'lodash.throttle', 'underscore', 'es-toolkit', 'es-toolkit/compat', 'just-throttle', 'lodash/throttle', 'lodash-es/throttle', 'throttleit', 'remeda']);

/** The throttled functions that a file makes. */
export function throttledWork(project: Project, file: string): readonly ThrottledWork[] {
  return (project.evaluator.facts(file)?.calls ?? []).flatMap(({ callee, args: [work], construct }, call): readonly ThrottledWork[] => {
    if (!work || construct) return [];
    const isThrottle = flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && throttling.has(v.package) && (/throttle/.test(v.package) || v.path.some((step) => 'member' in step && step.member === 'throttle')));
    return isThrottle ? [{ ref: { file, call }, work }] : [];
  });
}

/** Whether one run can begin before the one before it is done: a throttle counts from the start of a run, as an interval does. */
export function throttledOverlap(project: Project, { ref, work }: ThrottledWork): ThrottledOverlap {
  const own = overlapOf(project, { ref, kind: 'setInterval', callback: work, delay: undefined });
  return own.is === 'no-work' && isPromiseOfLibrary(project, ref.file, work) ? { is: 'library' } : own;
}

/** `io.fetchSockets.bind(io)`: a method that the catalog knows to give a promise. */
function isPromiseOfLibrary({ evaluator, catalog, versionOf }: Project, file: string, work: Value): boolean {
  const bound = work.is === 'call' ? evaluator.call({ file, call: work.call })?.callee : undefined;
  const method = bound?.is === 'member' && bound.name === 'bind' ? bound.of : work;
  return flatten(evaluator.evaluate(file, method)).some((v) => v.is === 'library' && promiseOf(catalog, v, versionOf(file, v.package), { count: 0, callback: false })?.is === 'promise');
}
