import type { FileFacts, Value } from '../../model/facts.js';
import type { Outlook } from '../failures/failure.js';
import { mayReject, outlookOf } from '../failures/outlook.js';
import { isInSight } from '../failures/in-sight.js';
import type { Project } from '../project.js';
import { endsProcess } from '../rejections/ends-process.js';
import { dropOf, type Drop } from './memo-drops.js';
import { lifeOfPlace, type PlaceLife } from '../lifetimes/place-life.js';
import { isUsedAsPromise } from './used-as-promise.js';
import { isDeferred } from './deferred.js';
import { memoStoresIn, placeValue, type MemoStore } from './memo-stores.js';

/** A promise that is kept for the next that asks. */
export interface MemoizedPromise {
  readonly store: MemoStore;
  /** The call that makes it. */
  readonly call: number;
  readonly outlook: Extract<Outlook, { is: 'rejects' | 'settles' }>;
  /** `ended`: the process ends when it rejects, and the promise with it. */
  readonly drop: Drop | 'ended';
  readonly life: Exclude<PlaceLife, 'short'>;
}

/** The promises that functions of a file keep where there was none before. */
export function memoizedPromisesIn(project: Project, file: string): readonly MemoizedPromise[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return memoStoresIn(file, facts).flatMap((store): readonly MemoizedPromise[] => {
    const call = madeBy(facts, store.value);
    const seen = call === undefined ? undefined : outlookOf(project, file, { is: 'call', call });
    // What a function that is handed in gives shows in what is done with it.
    const outlook = call !== undefined && seen?.is === 'unknown' && !isHidden(project, file, call) && isUsedAsPromise(facts, store) ? mayReject(file, facts, { is: 'call', call }) : seen;
    if (call === undefined || (outlook?.is !== 'rejects' && outlook?.is !== 'settles')) return [];
    const life = lifeOfPlace(project, file, facts, placeValue(store), store.fn.fn);
    return life === 'short' ? [] : [{ store, call, outlook, life: isDeferred(facts, call) && placeValue(store).is === 'member' ? 'unknown' : life, drop: outlook.is === 'settles' ? 'none' : endsProcess(project, store.fn) ? 'ended' : dropOf(project, file, facts, store) }];
  });
}

/** A function of a file that is not at hand may turn out to give no promise, or one that cannot reject. */
function isHidden(project: Project, file: string, call: number): boolean {
  return project.partial && !isInSight(project, { file, call });
}

/** The call whose promise it is, by whatever name. */
function madeBy(facts: FileFacts, value: Value, depth = 0): number | undefined {
  if (value.is === 'call') return value.call;
  const { kind, values } = value.is === 'ref' ? (facts.bindings[value.to] ?? {}) : {};
  return kind === 'const' && values?.length === 1 && values[0] && depth < 4 ? madeBy(facts, values[0], depth + 1) : undefined;
}
