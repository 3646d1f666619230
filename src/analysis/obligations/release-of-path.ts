import type { FunctionRef } from '../abstract.js';
import type { Failure } from '../failures/failure.js';
import type { Outcome } from '../paths/duties.js';
import type { End } from '../paths/path.js';
import type { Project } from '../project.js';

/** Whether something that a function begins is ended on every path. */
export type Release =
  | { readonly is: 'always' | 'unknown' }
  /** `never`: on no path. */
  | { readonly is: 'open' | 'never'; readonly end: End; readonly failure?: Failure };

/** What the paths of a function come to. An end by an error is named before an early return. */
export function releaseFrom(project: Project, fn: FunctionRef, { touched, ends: done, failing }: Outcome): Release {
  const ends = [...done, ...failing];
  if (ends.length === 0) return { is: 'always' };
  const sure = ends.filter((end) => end.sure);
  const end = sure.find((e) => e.failed !== undefined) ?? sure.at(0);
  if (!end) return { is: 'unknown' };
  const async = project.evaluator.facts(fn.file)?.functions[fn.fn]?.async === true;
  const failure = end.failed === undefined ? undefined : project.failures.inList(fn.file, [end.failed], async);
  return { is: touched ? 'open' : 'never', end, ...(failure && { failure }) };
}
