import { promiseOf } from '../../catalog/promises.js';
import type { FileFacts } from '../../model/facts.js';
import { flatten, type CallRef, type LibraryValue } from '../abstract.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import type { Outlook } from './failure.js';
import { combined, functionOutlook, mayReject } from './outlook.js';

/**
 * What a call of a library gives, by the catalog. What is meant to be dropped, and what fails without ending the process, is unknown: awaited, both may
 * reject.
 */
export function libraryOutlook(project: Project, ref: CallRef, facts: FileFacts, callee: LibraryValue): Outlook {
  const args = facts.calls[ref.call]?.args ?? [];
  const given = promiseOf(project.catalog, callee, project.versionOf(ref.file, callee.package), { count: args.length, callback: endsWithFunction(project, ref) });
  switch (given?.is) {
    case 'promise': return given.settles ? { is: 'settles' } : (ofWork(project, ref, given.runs) ?? mayReject(ref.file, facts, { is: 'call', call: ref.call }));
    case 'lazy': return { is: 'lazy', name: calleeName(facts, ref.call) };
    case 'other': return { is: 'none' };
    default: return { is: 'unknown', why: given ? 'a thenable of its own kind' : 'a library of which this is not known' };
  }
}

/** `mutex.runExclusive(work)` rejects when the work does; `undefined` where the work is not seen. */
function ofWork(project: Project, ref: CallRef, at: number | undefined): Outlook | undefined {
  const work = at === undefined ? [] : flatten(project.evaluator.argument(ref, at, undefined));
  const outlooks = work.map((fn): Outlook => (fn.is === 'function' ? functionOutlook(project, fn) : { is: 'unknown', why: 'a function that is not seen' }));
  const outlook = combined(outlooks);
  if (work.length === 0 || outlook.is === 'unknown') return undefined;
  return outlook.is === 'rejects' ? { is: 'rejects', by: { ...outlook.by, through: [ref, ...outlook.by.through] } } : { is: 'settles' };
}

const callbackName = /^(?:cb|callback|done|next|fn)$|Callback$|Cb$/;

/** A function, or a parameter that is named like one. */
function endsWithFunction(project: Project, { file, call }: CallRef): boolean {
  const last = project.evaluator.call({ file, call })?.args.at(-1);
  if (!last) return false;
  const binding = last.is === 'ref' ? project.evaluator.facts(file)?.bindings[last.to] : undefined;
  return (binding?.kind === 'param' && callbackName.test(binding.name)) || flatten(project.evaluator.evaluate(file, last)).some((v) => v.is === 'function');
}
