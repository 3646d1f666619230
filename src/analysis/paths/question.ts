import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import type { Doing } from './doing.js';
import type { Assumptions, Path } from './path.js';

/** A name, a property or an entry gets another value. */
export type Put = Extract<Step, { is: 'set' | 'put' }>;
/** A place where the ways part on a test. */
export type Branch = Extract<Step, { is: 'branch' }>;

/** Where a call stands among the steps. */
export interface CallPlace {
  readonly call: number;
  /** Nothing follows it on its way of a condition: it may be what leaves there. */
  readonly lastOfWay: boolean;
}

/** The question that is asked of each path. */
export interface Question extends Assumptions {
  readonly facts: FileFacts;
  readonly fn: FunctionRef;
  call(place: CallPlace): Doing;
  returned(value: Value | undefined): Doing;
  /** What it does to give a name, a property or an entry another value. */
  put?(step: Put): Doing;
  /** Whether a step that stands in a `try` can fail before it does anything for the duty; `may` where that is not known. */
  fails(step: Step): 'sure' | 'may' | 'no';
  /** The step with which the duty begins, unless it fails, and the names that hold what it gives then. Without this there is one from the start on. */
  readonly begins?: { readonly at: (step: Step) => boolean; readonly names: readonly number[]; /** Whether a value is what it gives; without this, whether it bears the duty. */ readonly holds?: (value: Value) => boolean };
  /** What it does to go through a value by `for await`, however the loop ends. */
  iterated?(value: Value): Doing;
  /** The ways of a branch on which there may be nothing to do any more, for all that its test says. */
  excused?(branch: Branch): readonly number[];
  /** Whether a value that a name gets is what the duty is about. */
  holds?(value: Value): boolean;
  /** An error that leaves the function is an end as well. */
  readonly escaping?: true;
  /** Is told of each call and the paths that come to it. */
  reached?(call: number, paths: readonly Path[]): void;
}
