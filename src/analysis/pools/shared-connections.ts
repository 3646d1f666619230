import { callKey, type CallRef } from '../abstract.js';
import { clientMakingsIn, type ClientMaking } from '../clients/client-makings.js';
import { isDedicating } from '../clients/per-request.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import type { Project } from '../project.js';

/** One connection that requests share where the library has pools, with the calls that use it. */
export interface SharedConnection {
  readonly making: ClientMaking;
  readonly calls: readonly DeadlineJudgement[];
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly DeadlineJudgement[]>>();

/** The connections that a file makes once and that requests use. */
export function sharedConnectionsIn(project: Project, file: string): readonly SharedConnection[] {
  return clientMakingsIn(project, file).flatMap((making): readonly SharedConnection[] => {
    if (!making.model.single || !isMadeOnce(project, making.ref) || isDedicated(project, making)) return [];
    const calls = (callsByClient(project).get(callKey(making.ref)) ?? []).filter(({ at }) => project.reach({ file: at.file, fn: project.evaluator.call(at)?.fn ?? -1 }).reach === 'request');
    return calls.length > 0 ? [{ making, calls }] : [];
  });
}

function isMadeOnce(project: Project, { file, call }: CallRef): boolean {
  const fn = project.evaluator.call({ file, call })?.fn ?? -1;
  return fn === -1 || project.reach({ file, fn }).reach === 'startup';
}

function isDedicated(project: Project, { ref, model }: ClientMaking): boolean {
  const facts = project.evaluator.facts(ref.file);
  if (!facts) return true;
  const { byRoot } = usagesOf(facts);
  const own = byRoot.get(callRoot(ref.call)) ?? [];
  const usages = [...own, ...own.flatMap(({ as, at }) => (as === 'held' ? (byRoot.get(`name ${String(at)}`) ?? []) : []))];
  return usages.some((usage) => isDedicating(facts, usage, model.dedicated ?? []));
}

function callsByClient(project: Project): ReadonlyMap<string, readonly DeadlineJudgement[]> {
  let found = known.get(project);
  if (!found) {
    const sorted = new Map<string, DeadlineJudgement[]>();
    for (const judgement of project.deadlines) {
      for (const { step } of judgement.outbound.reading.made) {
        if (!('call' in step)) continue;
        const key = callKey(step.call);
        const group = sorted.get(key);
        if (group) group.push(judgement);
        else sorted.set(key, [judgement]);
      }
    }
    known.set(project, (found = sorted));
  }
  return found;
}
