import type { FunctionFact } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { declaredResults, outlookOf } from './outlook.js';

const deepest = 6;

/**
 * Whether a call gives a promise whatever happens, so that it is always true as a condition. `outlookOf` says of a function that now gives a promise and now
 * nothing that it may reject; types are not asked, which say no more.
 */
export function isAlwaysPromise(project: Project, ref: CallRef, depth = 0): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.construct || depth > deepest) return false;
  const { callee } = fact;
  if (callee.is === 'member' && (/^(?:then|catch|finally)$/.test(callee.name) || (callee.of.is === 'global' && callee.of.name === 'Promise'))) return isPromise(project, ref);
  const targets = flatten(project.evaluator.evaluate(ref.file, callee));
  if (targets.length > 0 && targets.every((target) => givesAlways(project, ref, target, depth))) return true;
  const declared = declaredResults(project, ref);
  return declared.length > 0 && declared.every((gives) => gives === 'promise');
}

function isPromise(project: Project, { file, call }: CallRef): boolean {
  const { is } = outlookOf(project, file, { is: 'call', call });
  return is === 'rejects' || is === 'settles';
}

function givesAlways(project: Project, ref: CallRef, target: Abstract, depth: number): boolean {
  if (target.is === 'library') return isPromise(project, ref);
  return target.is === 'function' && givesPromiseAlways(project, target, depth);
}

/** Whether a function gives a promise however it ends. */
export function givesPromiseAlways(project: Project, { file, fn }: FunctionRef, depth = 0): boolean {
  const fact = project.evaluator.facts(file)?.functions[fn];
  if (!fact || fact.generator) return false;
  if (fact.async || fact.gives === 'promise') return true;
  return endsWithReturn(fact) && fact.returns.length > 0 && fact.returns.every((value) => value.is === 'call' && isAlwaysPromise(project, { file, call: value.call }, depth + 1));
}

function endsWithReturn({ steps = [] }: FunctionFact): boolean {
  const last = steps.at(-1);
  return typeof last === 'object' && last.is === 'return';
}
