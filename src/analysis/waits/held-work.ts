import { flatten, functionKey, type FunctionRef } from '../abstract.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import type { Project } from '../project.js';

/** More functions than this are not walked: then the work counts as not seen. */
const most = 400;

/**
 * Whether a lock is given back as soon as work is done that is seen to end: `runExclusive(work)`, `pool.use(work)`. Then
 * those who wait for it wait for that work only, whose own calls are judged themselves.
 */
export function isHeldForBoundedWork(project: Project, { outbound }: DeadlineJudgement): boolean {
  const given = outbound.fact.args.map((_, at) => flatten(project.evaluator.argument(outbound.ref, at, outbound.env))).find((values) => values.some((v) => v.is === 'function'));
  const work = given?.flatMap((v) => (v.is === 'function' ? [{ file: v.file, fn: v.fn }] : []));
  if (!work || work.length !== given?.length) return false;
  const reached = reachedFrom(project, work);
  return reached !== undefined && !project.deadlines.some((d) => d.verdict.is === 'none' && d.outbound.model.kind === 'outbound' && reached.has(functionKey({ file: d.outbound.ref.file, fn: d.outbound.fact.fn })));
}

function reachedFrom(project: Project, roots: readonly FunctionRef[]): ReadonlySet<string> | undefined {
  const reached = new Set<string>();
  const queue = [...roots];
  for (let head = 0; head < queue.length; head++) {
    const fn = queue[head];
    if (!fn || reached.has(functionKey(fn))) continue;
    reached.add(functionKey(fn));
    if (reached.size > most) return undefined;
    queue.push(...project.graph.calleesOf(fn).map(({ to }) => to));
  }
  return reached;
}
