import type { Value } from '../../model/facts.js';
import { callKey, flatten, pathText, type CallRef } from '../abstract.js';
import { OutboundWork } from '../catches/outbound-work.js';
import { outboundCalls, type OutboundCall } from '../deadline/outbound.js';
import type { Project } from '../project.js';

/** A call that makes a circuit breaker of a library. */
export interface LibraryBreaker {
  readonly ref: CallRef;
  readonly library: string;
  /** What goes through it, as far as it is known where it is made. */
  readonly outbound: readonly OutboundCall[];
  readonly options: Value | undefined;
}

/** The breakers that a file makes. */
export function libraryBreakersIn(project: Project, file: string): readonly LibraryBreaker[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly LibraryBreaker[] => {
    for (const value of flatten(project.evaluator.evaluate(file, fact.callee))) {
      if (value.is !== 'library') continue;
      const path = pathText(value.path);
      const isOpossum = value.package === 'opossum' && fact.construct === true && (path === '' || path === 'CircuitBreaker');
      const isCockatiel = value.package === 'cockatiel' && path === 'circuitBreaker';
      if (!isOpossum && !isCockatiel) continue;
      const [action, options] = fact.args;
      return [{ ref: { file, call }, library: value.package, outbound: isOpossum && action ? workOf(project, file, action) : [], options: isOpossum ? options : undefined }];
    }
    return [];
  });
}

function workOf(project: Project, file: string, action: Value): readonly OutboundCall[] {
  const functions = flatten(project.evaluator.evaluate(file, action)).filter((v) => v.is === 'function');
  const refs = functions.flatMap((fn) => OutboundWork.of(project).inSteps(fn.file, project.evaluator.facts(fn.file)?.functions[fn.fn]?.steps ?? [], true).outbound.map(({ ref }) => ref));
  return [...new Map(refs.map((ref) => [callKey(ref), ref])).values()].flatMap((ref) => outboundCalls(project, ref).filter(({ model }) => model.kind === 'outbound').slice(0, 1));
}
