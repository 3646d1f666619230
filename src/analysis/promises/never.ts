import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import type { Executor } from './executors.js';
import { lastName } from './registrations.js';

/**
 * How it comes that nothing settles a promise. `unused`: the executor takes resolve and does not use it. `bare`: it takes
 * nothing. `meant`: it is empty, so it is to stay pending. An executor that may throw rejects.
 */
export function settlesNothing(project: Project, { settlings, leaves, fn }: Executor): 'unused' | 'bare' | 'meant' | undefined {
  const facts = fn && project.evaluator.facts(fn.file);
  const written = fn && facts?.functions[fn.fn];
  if (!facts || !written || leaves || settlings.length > 0) return undefined;
  const inside = facts.calls.filter((c) => isInside(facts, c.fn, fn.fn));
  if (inside.some((c) => c.construct && lastName(facts, c.callee).endsWith('Error')) && !written.async) return undefined;
  if (written.params.length > 0) return 'unused';
  return inside.length === 0 ? 'meant' : 'bare';
}
