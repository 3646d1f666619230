import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { listsIn, stepsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';
import type { Project } from '../project.js';
import { isWithin } from './occasion.js';
import { comparesSize } from './size-tests.js';
import { stepAt } from './step-at.js';

/**
 * Whether a comparison of a size in a function decides about what grows there: it stands in one way of a branch on it, in a loop as long as it holds, or
 * behind a branch on it of which one way leaves. A comparison that only warns decides nothing.
 */
export function sizeDecides({ evaluator }: Project, measured: FunctionRef, growth: FunctionRef & { readonly range: Range }): boolean {
  const facts = evaluator.facts(growth.file);
  if (!facts || measured.file !== growth.file) return false;
  const steps = measured.fn === -1 ? facts.steps : (facts.functions[measured.fn]?.steps ?? []);
  if (growth.fn === measured.fn) return decides(facts, steps, stepAt(facts, growth)) === true;
  // `if (queue.length >= most) throw busy; return new Promise((resolve) => queue.push(resolve))`
  return isWithin(facts, growth.fn, measured.fn) && stepsIn(steps).some((step) => refuses(facts, step) && typeof step !== 'number' && 'at' in step && step.at < growth.range[0]);
}

/** Whether steps that hold what grows decide about it; nothing where they do not hold it. */
function decides(facts: FileFacts, steps: readonly Step[], isGrowth: (step: Step) => boolean): boolean | undefined {
  let isRefused = false;
  for (const step of steps) {
    if (isGrowth(step)) return isRefused;
    if (typeof step === 'number') continue;
    for (const list of listsIn(step)) {
      const inner = decides(facts, list, isGrowth);
      if (inner !== undefined) return inner || isRefused || isSizeTest(facts, step);
    }
    isRefused ||= refuses(facts, step);
  }
  return undefined;
}

/** `if (queue.length >= most) return` */
function refuses(facts: FileFacts, step: Step): boolean {
  return typeof step !== 'number' && step.is === 'branch' && isSizeTest(facts, step) && step.ways.some((way) => isLeaving(way.at(-1)));
}

function isSizeTest(facts: FileFacts, step: Exclude<Step, number>): boolean {
  const test = step.is === 'branch' || step.is === 'loop' ? step.test : undefined;
  return test !== undefined && [test, ...named(facts, test)].some((value) => comparesSize(facts, value));
}

/** `const isFull = queue.length >= most; if (isFull) …` */
function named(facts: FileFacts, value: Value): readonly Value[] {
  if (value.is === 'unary') return named(facts, value.of);
  if (value.is === 'either') return [...(value.and ? [value.and] : []), ...value.of].flatMap((v) => named(facts, v));
  return value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
}
