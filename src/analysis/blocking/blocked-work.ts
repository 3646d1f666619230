import type { CallRef } from '../abstract.js';
import { frequencyOf } from '../holding/frequency.js';
import { memoStoresIn } from '../memos/memo-stores.js';
import type { Project } from '../project.js';
import { wayToFunction } from '../site.js';
import { isDevelopmentOnly } from './development-only.js';
import { isOfferedWork } from './offered-work.js';

/** Whom a call that blocks keeps waiting. */
export type BlockedWork =
  /** It runs for each request, job, event or tick. */
  | { readonly is: 'again'; readonly by: string }
  /** It runs once: at start-up, or to fill what is kept. */
  | { readonly is: 'once'; readonly why: string }
  /** It stands in an async function that is there for others, in a service. */
  | { readonly is: 'offered' }
  | { readonly is: 'unknown'; readonly why: string };

/** How often a call runs, and so how often everybody waits for it. */
export function blockedWork(project: Project, ref: CallRef): BlockedWork {
  const facts = project.evaluator.facts(ref.file);
  const fn = facts?.calls[ref.call]?.fn ?? -1;
  if (!facts || fn === -1) return { is: 'once', why: 'it runs when the module is loaded' };
  if (memoStoresIn(ref.file, facts).some((store) => store.fn.fn === fn && store.approach.before.some((step) => step === ref.call))) return { is: 'once', why: 'what it gives is kept' };
  const frequency = frequencyOf(project, ref);
  if (frequency.is === 'once') return { is: 'once', why: 'it runs at start-up' };
  const { handler } = project.reach({ file: ref.file, fn });
  if (isDevelopmentOnly(project, ref) || (handler?.registered && isDevelopmentOnly(project, handler.registered.call))) return { is: 'unknown', why: 'development alone is seen to run it' };
  const { reach } = wayToFunction(project, { file: ref.file, fn });
  if (frequency.is === 'repeated') return reach === 'startup' || reach === 'script' || frequency.by.startsWith('new run') ? { is: 'unknown', why: 'start-up runs it, and may be alone in that' } : { is: 'again', by: frequency.by };
  return !project.partial && reach === 'unknown' && isOfferedWork(project, { file: ref.file, fn }) ? { is: 'offered' } : { is: 'unknown', why: frequency.why };
}
