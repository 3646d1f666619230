import type { FileFacts, Range, Step } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import type { Choice, End } from '../paths/path.js';
import { gets } from './body-fate.js';
import type { HeldBody } from './held-body.js';

/** An end with the choices that tell why the body is not read. */
export interface TellingEnd extends End {
  /** The path does not leave the function here: the loop that got the body goes on, or ends. */
  readonly inTurn: boolean;
}

/**
 * What a `finally` decides on the way out tells nothing of a body, and neither does what comes after the loop whose turn got it, or after a choice
 * whose other way reads it.
 * @param got where the body is got, if that is in the function that ends
 */
export function tellingEnd(facts: FileFacts | undefined, end: End, held: HeldBody, got: Range | undefined): TellingEnd {
  const steps = stepsIn(facts?.functions[end.fn.fn]?.steps ?? []);
  const last = stepsIn(steps.flatMap((step) => (typeof step !== 'number' && step.is === 'try' ? (step.last ?? []) : [])));
  const inFinally = new Set(last.flatMap((step) => (typeof step !== 'number' && 'at' in step ? [step.at] : [])));
  const turn = got && steps.flatMap((step) => (typeof step !== 'number' && step.is === 'loop' && isIn(step.range, got[0]) ? [step.range] : [])).at(-1);
  const inTurn = turn !== undefined && end.failed === undefined && !(end.range && isIn(turn, end.range[0]));
  const tells = ({ file, at, is }: Choice): boolean => file !== end.fn.file || !(inFinally.has(at) || (inTurn && (is === 'loop' || !isIn(turn, at))));
  const told = end.choices.filter(tells);
  const choices = told.slice(0, (facts ? told.findLastIndex((c) => isReadOtherwise(facts, held, steps, c)) : -1) + 1 || told.length);
  return inTurn ? { fn: end.fn, sure: end.sure, choices, inTurn } : { ...end, choices, inTurn };
}

/** `if (response.ok) await save(response)`: the way that is not taken reads it. */
function isReadOtherwise(facts: FileFacts, { bearers, fn }: HeldBody, steps: readonly Step[], { file, at, is, holds }: Choice): boolean {
  if (is !== 'branch' || file !== fn.file) return false;
  return steps.some((step) => typeof step !== 'number' && step.is === 'branch' && step.at === at && stepsIn(step.ways[holds ? 1 : 0] ?? []).some((s) => typeof s === 'number' && gets({ facts, file, bearers }, s)));
}

function isIn([from, to]: Range, at: number): boolean {
  return at >= from && at < to;
}
