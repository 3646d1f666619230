import type { JudgedEmitter } from '../analysis/emitters/judged.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { asPipeline } from './pipe-line.js';
import { draftOf } from './draft.js';
import { loggingCallback } from './logger.js';

/**
 * Adds a listener that logs, in the chain of the call that makes the emitter. Empty for what is handed over or awaited, and for parts of a result;
 * a stream that is piped is made a part of a pipeline.
 */
export function addListener(project: Project, { site: { ref, model, start, handedTo }, pipedAt }: JudgedEmitter): readonly Fix[] {
  if (pipedAt) return asPipeline(project, pipedAt);
  const fact = project.evaluator.call(ref);
  // `new Redis` without parentheses, and a promise of the emitter.
  if (!fact || handedTo || model.without === 'hang' || start.path.length > 0 || fact.awaited || fact.calleeRange[1] === fact.range[1]) return [];
  const draft = draftOf(project, ref.file);
  if (!draft) return [];
  draft.insert(fact.range[1], `.on('error', ${loggingCallback(project, draft, fact.fn)})`);
  return draft.fix('Listen for its errors, and log them');
}
