import type { CallRef } from '../abstract.js';
import { lastName } from '../promises/registrations.js';
import type { Project } from '../project.js';

/** Methods that give something up: that they fail is of no use to know. */
const closing = new Set([
  'close', 'closeAll', 'end', 'quit', 'disconnect', '$disconnect', 'destroy', 'dispose', 'release', 'stop', 'terminate', 'shutdown', 'kill', 'abort', 'cancel', 'rollback', 'rollbackTransaction', 'abortTransaction', 'endSession',
  'unlink', 'rm', 'rmdir', 'remove', 'unlock', 'unsubscribe', 'unsubscribeAll', 'logout', 'detach', 'clear',
]);

/** First words of the names of functions that do so: `stopCompile`. */
const closingWords = new Set(['close', 'stop', 'cancel', 'abort', 'release', 'unlock', 'cleanup', 'clean', 'rollback', 'disconnect', 'shutdown', 'kill', 'terminate', 'destroy', 'dispose', 'unsubscribe', 'teardown', 'detach']);

/** Whether a call closes something or takes something back: `pool.end()`, `client.query('ROLLBACK')`. */
export function closes(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact) return false;
  const name = lastName(project.evaluator.facts(ref.file), fact.callee);
  if (closing.has(name) || closingWords.has(name.replace(/[A-Z_].*$/, ''))) return true;
  const [text] = project.evaluator.argument(ref, 0, undefined);
  return text?.is === 'literal' && typeof text.value === 'string' && /^\s*rollback\b/i.test(text.value);
}
