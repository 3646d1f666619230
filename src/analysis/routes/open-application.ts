import { flatten, type CallRef } from '../abstract.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import type { Project } from '../project.js';

/** Whether code of other files, which is not seen, may get hold of what a call makes: it is exported, or handed to a function that is imported. */
export function isOpenApplication(project: Project, made: CallRef): boolean {
  const facts = project.evaluator.facts(made.file);
  if (!facts) return true;
  const seen = new Set<string>();
  const queue = [callRoot(made.call)];
  for (let head = 0; head < queue.length; head++) {
    const root = queue[head];
    if (root === undefined || seen.has(root)) continue;
    seen.add(root);
    for (const usage of usagesOf(facts).byRoot.get(root) ?? []) {
      if (usage.as === 'held') queue.push(`name ${String(usage.at)}`);
      else if (usage.as === 'exported' || usage.as === 'returned' || usage.as === 'field' || usage.as === 'assigned') return true;
      else if (usage.as === 'argument') {
        const callee = facts.calls[usage.at]?.callee;
        if (callee && flatten(project.evaluator.evaluate(made.file, callee)).some((v) => v.is === 'unknown' || v.is === 'param')) return true;
      }
    }
  }
  return false;
}
