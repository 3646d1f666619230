import { flatten, type CallRef } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import type { Project } from '../project.js';
import { isElsewhere } from '../waits/source.js';

/**
 * Whether a call goes to functions of the project that give their callback no error: `done(null, value)` on every way. `unknown` where the function
 * stands in a file that is not seen.
 */
export function neverFails(project: Project, ref: CallRef): boolean | 'unknown' {
  const fact = project.evaluator.call(ref);
  if (!fact) return 'unknown';
  if (project.partial && isElsewhere(project, ref.file, fact.callee)) return 'unknown';
  const targets = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  return targets.length > 0 && targets.every((v) => v.is === 'function' && givesNoError(project, v.file, v.fn, fact.args.length - 1));
}

function givesNoError(project: Project, file: string, fn: number, at: number): boolean {
  const facts = project.evaluator.facts(file);
  const names = facts ? parameterBindings(facts, fn, at) : [];
  const [name, ...others] = names;
  if (!facts || name === undefined || others.length > 0) return false;
  const calls = facts.calls.filter(({ callee }) => callee.is === 'ref' && callee.to === name);
  const uses = facts.bindings[name]?.uses ?? [];
  return calls.length > 0 && calls.length === uses.length && calls.every(({ args: [error] }) => error?.is === 'undefined' || (error?.is === 'literal' && !error.value));
}
