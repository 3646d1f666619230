import type { Value } from '../../model/facts.js';
import { flatten, madeBy, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

const bounding = /time-?out|deadline|signal|keep-?alive/i;

/** Whether what is listened to is made with options that name a time or a signal, or with options that cannot be seen. */
export function mayBoundItself(project: Project, file: string, emitter: Value): boolean {
  const { evaluator } = project;
  return flatten(evaluator.evaluate(file, emitter)).some((value) => {
    const made = value.is === 'library' ? madeBy(value) : undefined;
    const args = made ? (evaluator.call(made)?.args ?? []) : [];
    // A plain socket takes a port and a host; its timeout only emits an event.
    if (value.is !== 'library' || !made || value.package === 'net') return false;
    return args.some((_, at) => flatten(evaluator.argument(made, at, undefined)).some((v) => mayBound(v, at)));
  });
}

/** An address comes first, and options that cannot be seen may stand behind it. */
function mayBound(value: Abstract, at: number): boolean {
  if (value.is === 'object') return value.props.some((p) => (p.key === undefined ? p.spread !== undefined : bounding.test(p.key)));
  return at > 0 && (value.is === 'unknown' || value.is === 'param');
}
