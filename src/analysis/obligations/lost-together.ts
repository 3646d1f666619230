import type { AcquireModel } from '../../catalog/types.js';
import type { Evidence } from '../../model/evidence.js';
import type { Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf, wayTo } from '../site.js';
import { acquiredBy } from './held.js';

/** Several things that are got at once: when one of them cannot be had, `Promise.all` gives none of the others. */
interface LostTogether {
  /** The call of `Promise.all`. */
  readonly ref: CallRef;
  /** The first call that gets one. */
  readonly acquire: CallRef;
  readonly model: AcquireModel;
}

/** What is told of the calls of `Promise.all` in a file that wait for several things which have to be given back: `Promise.all([pool.connect(), pool.connect()])`. */
export function* lostTogetherEvidence(project: Project, file: string, rule: string): Iterable<Evidence> {
  for (const lost of lostTogetherIn(project, file)) yield together(project, lost, rule);
}

function together(project: Project, { ref, acquire, model }: LostTogether, rule: string): Evidence {
  const { reach, trace } = wayTo(project, ref);
  const name = nameOfCall(project, acquire);
  return {
    rule, outcome: 'fail', span: spanOf(project, ref), reach, trace: [...trace, { span: spanOf(project, acquire), message: 'one of them is got here' }], confidence: 'high', fixes: [], data: { noun: model.noun, call: name }, level: reach === 'script' ? 'info' : 'warning',
    message: `When one call of ${name} fails, Promise.all throws what the others got away: nobody is left who could give it back. ${model.without}`,
    help: `Get one after the other inside of a try that gives back what was got; or wait with Promise.allSettled, and give back each ${model.noun} that is there when one failed.`,
  };
}

function lostTogetherIn(project: Project, file: string): readonly LostTogether[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap(({ callee, args: [list] }, call): readonly LostTogether[] => {
    if (callee.is !== 'member' || callee.name !== 'all' || callee.of.is !== 'global' || callee.of.name !== 'Promise' || !list) return [];
    const found = acquiresIn(project, file, list);
    const [first] = found;
    return first && found.length > 1 ? [{ ref: { file, call }, ...first }] : [];
  });
}

function acquiresIn(project: Project, file: string, list: Value): readonly Pick<LostTogether, 'acquire' | 'model'>[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  if (list.is === 'array') return list.items.flatMap((item) => acquireAt(project, file, item));
  const { callee, args: [each] = [] } = list.is === 'call' ? (facts.calls[list.call] ?? {}) : {};
  const isEach = callee?.is === 'member' ? callee.name === 'map' : callee?.is === 'global' && callee.name === 'Array';
  const isFrom = callee?.is === 'member' && callee.name === 'from' && callee.of.is === 'global';
  const given = isFrom && list.is === 'call' ? facts.calls[list.call]?.args[1] : isEach ? each : undefined;
  const [fn, ...others] = given ? flatten(project.evaluator.evaluate(file, given)) : [];
  if (fn?.is !== 'function' || fn.file !== file || others.length > 0) return [];
  const [returned, ...more] = facts.functions[fn.fn]?.returns ?? [];
  const found = returned && more.length === 0 ? acquireAt(project, file, returned) : [];
  return [...found, ...found];
}

/** What is awaited inside may be given back there, and what may last as long as the process is nobody's loss. */
function acquireAt(project: Project, file: string, value: Value): readonly Pick<LostTogether, 'acquire' | 'model'>[] {
  if (value.is !== 'call') return [];
  const acquire = { file, call: value.call };
  const model = acquiredBy(project, acquire);
  const isHandled = project.evaluator.call(acquire)?.args.some((a) => a.is === 'function') === true;
  return model && !model.managed && !model.mayLast && !isHandled && model.collected === undefined && (model.holds ?? 'result') === 'result' ? [{ acquire, model }] : [];
}
