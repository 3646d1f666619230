import type { CallRef } from '../abstract.js';
import { bindingRoot, callRoot, usagesOf, type Usage } from '../emitters/usages.js';
import type { Project } from '../project.js';

/** Whether only the file itself gets at what a call makes: it goes by names of the file, and is given to nobody. */
export function staysInFile({ evaluator }: Project, { file, call }: CallRef): boolean {
  const facts = evaluator.facts(file);
  if (!facts) return false;
  const own = usagesOf(facts).byRoot.get(callRoot(call)) ?? [];
  const names = own.flatMap(({ as, at }) => (as === 'held' ? [at] : []));
  const usages = [...own, ...names.flatMap((to) => usagesOf(facts).byRoot.get(bindingRoot(to)) ?? [])];
  return names.length > 0 && !usages.some(isGivenOn) && !names.some((to) => facts.exports.some(({ value }) => value?.is === 'ref' && value.to === to));
}

function isGivenOn({ as, reads }: Usage): boolean {
  return reads.length === 0 && (as === 'argument' || as === 'exported' || as === 'field' || as === 'assigned' || as === 'returned');
}
