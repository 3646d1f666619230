import { flatten, pathText, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall } from '../site.js';
import type { Pressure } from './pressure.js';

/** The calls of a file to `pipeline` of Node: each stream waits for the next one (https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-callback). */
export function pipelinesIn(project: Project, file: string): readonly Pressure[] {
  if (project.isScript(file)) return [];
  return (project.evaluator.facts(file)?.calls ?? []).flatMap((_, call): readonly Pressure[] => {
    const ref = { file, call };
    return isPipeline(project, ref) ? [{ ref, is: 'pipeline', name: nameOfCall(project, ref), verdict: { is: 'waits', by: 'the slower of its streams' } }] : [];
  });
}

function isPipeline({ evaluator }: Project, ref: CallRef): boolean {
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator || fact.args.length < 2) return false;
  return flatten(evaluator.evaluate(ref.file, fact.callee)).some((v) => v.is === 'library' && /^(?:node:)?stream(?:\/promises)?$/.test(v.package) && /^(?:promises\.|default\.)*pipeline$/.test(pathText(v.path)));
}
