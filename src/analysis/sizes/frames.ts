import type { Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A function that was entered by a call, the innermost first: its parameters are the call's arguments. */
export interface Frame extends FunctionRef {
  readonly call: CallRef;
  readonly outer: Frame | undefined;
}

/** An expression, and the calls through which it is looked at. */
export interface Looked {
  readonly file: string;
  readonly value: Value;
  readonly frame: Frame | undefined;
}

/** What a parameter is given by the call that entered its function; `unseen` behind a spread, nothing where no frame is the function's. */
export function givenBy(project: Project, file: string, fn: number, at: number, frame: Frame | undefined): Looked | 'missing' | 'unseen' | undefined {
  for (let f = frame; f; f = f.outer) {
    if (f.fn !== fn || f.file !== file) continue;
    const args = project.evaluator.call(f.call)?.args ?? [];
    if (args.slice(0, at + 1).some((a) => a.is === 'spread')) return 'unseen';
    const value = args[at];
    return value ? { file: f.call.file, value, frame: f.outer } : 'missing';
  }
  return undefined;
}

export function depthOfFrame(frame: Frame | undefined): number {
  let depth = 0;
  for (let f = frame; f; f = f.outer) depth++;
  return depth;
}
