import type { Evidence } from '../../model/evidence.js';
import { positionAt } from '../../model/span.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf, wayTo } from '../site.js';
import { lateCall } from './after-release.js';
import { isTransaction, levelOf } from './level.js';
import type { Obligation } from './obligations.js';
import { workLeft } from './work-left.js';

/** It is given back twice, or used when it is somebody else's. */
export function* lateEvidence(project: Project, { held, model }: Obligation, rule: string): Iterable<Evidence> {
  const call = held && lateCall(project, held);
  if (!call) return;
  const { reach, trace } = wayTo(project, call.ref);
  const again = call.is === 'again';
  yield {
    rule, outcome: 'fail', span: spanOf(project, call.ref), reach, confidence: 'high', fixes: [], level: reach === 'script' ? 'info' : 'warning', data: { noun: model.noun, call: nameOfCall(project, call.ref) },
    trace: [...trace, { span: spanOf(project, call.released), message: 'it is given back here' }],
    message: again ? `The ${model.noun} is given back again here, after it was. ${model.twice ?? ''}` : `The ${model.noun} is used here after it was given back. ${model.afterwards ?? ''}`,
    help: again ? 'Give it back in one place: the finally around all that uses it.' : 'Do this before it is given back, or get another one for it.',
  };
}

/** It is given back on every path, and work with it that nobody waited for goes on after that; `undefined` where there is none. */
export function workLeftEvidence(project: Project, obligation: Obligation, rule: string): Evidence | undefined {
  const { held, model, ref, release } = obligation;
  const left = held && release.is === 'always' ? workLeft(project, held) : undefined;
  if (!left) return undefined;
  const { reach, trace } = wayTo(project, ref);
  const work = nameOfCall(project, left.ref);
  const base = { rule, span: spanOf(project, left.ref), reach, confidence: left.is === 'sure' ? ('high' as const) : ('medium' as const), fixes: [], data: { noun: model.noun, call: nameOfCall(project, ref) } };
  if (left.is === 'may') return { ...base, span: spanOf(project, ref), trace, outcome: 'unknown', message: `whether ${work} is done with the ${model.noun} when that is given back is not seen` };
  const level = levelOf(project, obligation, reach);
  const { line } = positionAt(project.evaluator.facts(ref.file)?.lines ?? [0], spanOf(project, left.released).start);
  return {
    ...base, outcome: 'fail', level: left.is === 'likely' && level === 'error' ? 'warning' : level,
    trace: [...trace, { span: spanOf(project, ref), message: `the ${model.noun} is got here` }, { span: spanOf(project, left.released), message: 'it is given back here' }],
    message: `Nobody waits for ${work} here, so the ${model.noun} is given back in line ${String(line)} while that still works with it. ${consequence(obligation)}`,
    help: `Await it before the ${model.noun} is given back: return await in the try, not return.`,
  };
}

function consequence({ model }: Obligation): string {
  if (isTransaction(model)) return 'What it does then is refused, or stands outside of the transaction.';
  if (model.release.includes('()') || model.noun.startsWith('lock')) return 'The rest of it runs beside that of others, as if there were nothing that keeps them apart.';
  return model.afterwards !== undefined ? `${model.afterwards}.` : 'From then on it works with something that is closed, or that somebody else has.';
}
