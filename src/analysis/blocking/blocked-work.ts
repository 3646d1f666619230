import type { CallRef } from '../abstract.js';
import { frequencyOf } from '../holding/frequency.js';
import { memoStoresIn } from '../memos/memo-stores.js';
import type { Project } from '../project.js';
import { wayToFunction } from '../site.js';
import { isDevelopmentOnly } from './development-only.js';
import { isHook, isOfferedWork } from './offered-work.js';

/** Whom a call that blocks keeps waiting. */
export type BlockedWork =
  /** It runs for each request, job, event or tick. */
  | { readonly is: 'again'; readonly by: string }
  /** It runs once: at start-up, or to fill what is kept. */
  | { readonly is: 'once'; readonly why: string }
  /** It stands in a function that answers later and is there for others, in a service. */
  | { readonly is: 'offered'; /** A server calls it for each event. */ readonly hook?: true }
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
  // What runs itself again is begun by somebody, once or for each request.
  const own = frequency.is === 'repeated' && frequency.by.startsWith('new run');
  if (frequency.is === 'repeated' && !own && reach !== 'startup' && reach !== 'script') return { is: 'again', by: frequency.by };
  if (project.partial || reach !== 'unknown' || !isOfferedWork(project, { file: ref.file, fn })) return { is: 'unknown', why: frequency.is === 'unknown' ? frequency.why : 'start-up runs it, and may be alone in that' };
  return isHook(project, { file: ref.file, fn }) ? { is: 'offered', hook: true } : { is: 'offered' };
}
