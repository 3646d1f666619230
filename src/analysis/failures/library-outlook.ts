import type { FileFacts } from '../../model/facts.js';
import { flatten, type CallRef, type LibraryValue } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import type { Outlook } from './failure.js';
import { mayReject } from './outlook.js';

/** What a call of a library gives, by the catalog. With a callback as its last argument a library answers there. */
export function libraryOutlook(project: Project, ref: CallRef, facts: FileFacts, _callee: LibraryValue, _depth: number): Outlook {
  if (givenCallback(project, ref)) return { is: 'unknown', why: 'a call with a callback' };
  const outbound = outboundCalls(project, ref).some(({ model }) => model.kind === 'outbound' && !model.callback && !model.waitsFor);
  return outbound ? mayReject(ref.file, facts, { is: 'call', call: ref.call }) : { is: 'unknown', why: 'a library of which this is not known' };
}

function givenCallback(project: Project, ref: CallRef): boolean {
  const last = project.evaluator.call(ref)?.args.at(-1);
  return last !== undefined && flatten(project.evaluator.evaluate(ref.file, last)).some((v) => v.is === 'function');
}
