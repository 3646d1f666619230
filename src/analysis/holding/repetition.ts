import type { FileFacts } from '../../model/facts.js';
import { functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { isRecurring } from './recurring-events.js';
import { isRemembered } from './remembered.js';

/** What makes a function run again and again while the process lives, apart from requests and jobs. */
export interface Repetition {
  readonly by: 'tick' | 'event' | 'turn';
  /** The call of `setInterval`, the call that adds the listener, or the call by which the function comes back to itself. */
  readonly at: CallRef;
  /** As messages say it, after `each`. */
  readonly text: string;
}

/** A call of a function; with `hands`, a call that is handed it as this argument. */
export interface Entry {
  readonly by: CallRef;
  readonly hands?: number;
}

/** Functions that are looked at on the way up, at most. */
const most = 200;

/**
 * The things that repeat a function, the nearest first, on the way up through its callers. What a test on something remembered guards is not followed.
 * @param guards which tests count, as in `isRemembered`
 * @param follows whether the way goes on from a function to a call of it, or to the call that is handed it
 */
export function repetitionsOf(project: Project, start: FunctionRef, guards: 'any' | 'for-good' = 'any', follows: (fn: FunctionRef, entry: Entry) => boolean = () => true): readonly Repetition[] {
  // From each function to the one that it leads to.
  const seen = new Map<string, string | undefined>([[functionKey(start), undefined]]);
  const queue: FunctionRef[] = [start];
  const found: Repetition[] = [];
  for (let head = 0; head < queue.length && head < most; head++) {
    const fn = queue[head];
    for (const entry of fn ? entriesOf(project, fn) : []) {
      if (fn && !follows(fn, entry)) continue;
      const { by, hands } = entry;
      const fact = project.evaluator.call(by);
      const facts = project.evaluator.facts(by.file);
      if (!fact || !facts || isRemembered(facts, by.call, guards)) continue;
      const own = hands === undefined ? undefined : repeatedByTaker(project, facts, by, hands);
      if (own) found.push(own);
      const outer = { file: by.file, fn: fact.fn };
      if (!fn || fact.fn === -1) continue;
      if (isOnWay(seen, functionKey(fn), functionKey(outer))) {
        const name = facts.functions[outer.fn]?.name;
        found.push({ by: 'turn', at: by, text: name ? `new run of ${name}` : 'new run' });
      } else if (!seen.has(functionKey(outer))) {
        seen.set(functionKey(outer), functionKey(fn));
        queue.push(outer);
      }
    }
  }
  return found;
}

/** Whether a function stands on the way from another one down to the start: then it leads back to itself. */
function isOnWay(leads: ReadonlyMap<string, string | undefined>, from: string, wanted: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = leads.get(at)) if (at === wanted) return true;
  return false;
}

/** The calls by which control comes into a function: those that call it, and those that are handed it. */
function entriesOf(project: Project, fn: FunctionRef): readonly Entry[] {
  const written = project.evaluator.facts(fn.file)?.functions[fn.fn]?.passedTo;
  return [
    ...(written ? [{ by: { file: fn.file, call: written.call }, hands: written.index }] : []),
    ...project.graph.handedOn(fn).map(({ ref, at }) => ({ by: ref, hands: at })),
    ...project.graph.callersOf(fn).map((by) => ({ by })),
  ];
}

function repeatedByTaker(project: Project, facts: FileFacts, by: CallRef, index: number): Repetition | undefined {
  const fact = facts.calls[by.call];
  if (!fact) return undefined;
  if (index === 0 && lastName(facts, fact.callee) === 'setInterval') return { by: 'tick', at: by, text: 'tick' };
  const event = index === 1 ? isRecurring(project, by) : undefined;
  return event === undefined ? undefined : { by: 'event', at: by, text: `"${event}" event` };
}
