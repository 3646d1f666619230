import type { FunctionRef } from '../abstract.js';
import type { Failure } from '../failures/failure.js';
import type { Outcome } from '../paths/duties.js';
import type { End } from '../paths/path.js';
import type { Project } from '../project.js';
import { endsProcess } from '../rejections/ends-process.js';

/** Whether something that a function begins is ended on every path. */
export type PathRelease =
  | { readonly is: 'always' | 'unknown' }
  /** `never`: on no path. */
  | { readonly is: 'open' | 'never'; readonly end: End; readonly failure?: Failure };

/** What the paths of a function come to. An end by an error is named before an early return. */
export function releaseFrom(project: Project, fn: FunctionRef, { touched, ends, failing }: Outcome): PathRelease {
  if (ends.length + failing.length === 0) return { is: 'always' };
  const end = toldEnd(project, fn, [...failing, ...ends]);
  return end ? { is: touched ? 'open' : 'never', end, ...failureOf(project, end) } : { is: 'unknown' };
}

/** Of the ends that are certain the first, and rather one without a catch on its way, or that needs no second failure there. An error that ends the process leaves nothing behind. */
export function toldEnd(project: Project, fn: FunctionRef, ends: readonly End[]): End | undefined {
  const sure = ends.filter((end) => end.sure);
  const lasting = sure.some((end) => end.failed !== undefined) && endsProcess(project, fn) ? sure.filter((end) => end.failed === undefined) : sure;
  return lasting.find((end) => !end.choices.some((c) => c.is === 'catch')) ?? lasting.find(isPlain) ?? lasting.at(0);
}

/** It leaves because the code says so: a return, the end of the function, or a `throw`. */
function isPlain({ failed }: End): boolean {
  return failed === undefined || (typeof failed !== 'number' && failed.is === 'throw');
}

/** What fails where a path ends by an error. */
export function failureOf(project: Project, { failed, fn }: End): { readonly failure?: Failure } {
  const failure = failed === undefined ? undefined : project.failures.inList(fn.file, [failed], project.evaluator.facts(fn.file)?.functions[fn.fn]?.async === true);
  return failure ? { failure } : {};
}
