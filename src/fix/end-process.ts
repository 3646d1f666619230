import type { CrashJudgement } from '../analysis/exits/crash-judgement.js';
import type { ProcessListener } from '../analysis/exits/process-listeners.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { catchInFunction } from './catch-callback.js';
import { draftOf } from './draft.js';
import { functionAt } from './function-at.js';

/** How long the process may take to end before it is ended. Milliseconds. */
const patience = 10_000;

/** Ends the process when a listener of its last events is through: at its end, by a timer where it waits for something, or in a catch where it may fail. */
export function endProcess(project: Project, { handlers, event }: ProcessListener, judgement: CrashJudgement): readonly Fix[] {
  const [handler, ...others] = handlers;
  if (handler?.is !== 'function' || others.length > 0) return [];
  const draft = draftOf(project, handler.file);
  const fn = draft && functionAt(project, draft, handler.fn);
  if (!draft || !fn || !draft.source.ts.isBlock(fn.body)) return [];
  const { tree } = draft.source;
  const [first, last] = [fn.body.statements[0], fn.body.statements.at(-1)];
  switch (judgement.is) {
    case 'lives':
      if (judgement.where !== 'always' || event !== 'uncaughtException' || !last || !draft.behind(last.getStart(tree), 'process.exit(1);')) return [];
      return draft.fix('End the process, with code 1');
    case 'waits': {
      const seconds = String(patience / 1000);
      if (!first || !draft.before(first.getStart(tree), `setTimeout(() => process.exit(1), ${seconds}_000).unref();`)) return [];
      return draft.fix(`End the process after ${seconds} s in any case`);
    }
    case 'returns': case 'fails': return catchInFunction(project, handler, 'end');
    default: return [];
  }
}
