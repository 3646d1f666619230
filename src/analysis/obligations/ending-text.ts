import type { TraceStep } from '../../model/evidence.js';
import { positionAt } from '../../model/span.js';
import { whenText } from '../paths/when.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf, wayToFailure } from '../site.js';
import type { PathRelease } from './release-of-path.js';

type Open = Extract<PathRelease, { readonly end: unknown }>;

/** The way to what fails at an open end. */
export function failureSteps(project: Project, { failure }: Open): readonly TraceStep[] {
  return failure ? wayToFailure(project, failure, 0) : [];
}

/** `when load fails (line 12)`, `where it returns in line 14`. */
export function endingText(project: Project, { end, failure }: Open): string {
  const lineOf = (file: string, at: number): string => String(positionAt(project.evaluator.facts(file)?.lines ?? [0], at).line);
  if (failure) {
    const first = failure.through[0];
    const name = first ? nameOfCall(project, first) : failure.name;
    const at = first ? spanOf(project, first) : { file: failure.file, start: failure.range[0] };
    return failure.is === 'throw' && !first ? `when the error of line ${lineOf(failure.file, failure.range[0])} is thrown` : `when ${name || 'what follows'} fails (line ${lineOf(at.file, at.start)})`;
  }
  const when = whenText(project, end);
  return end.range ? `where it returns in line ${lineOf(end.fn.file, end.range[0])}${when && `, ${when}`}` : when || 'at the end of the function';
}
