import { callKey, flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { fateOf, type Fate, type FateOf } from './fate.js';
import type { Followed } from './follow.js';
import { isBehindAwait } from './first-await.js';
import { isListening } from '../promises/registrations.js';
import { spanOf } from '../site.js';
import { emittersOfPromises } from './promised.js';
import { emitterSites, questionOf, sitesBeside, type EmitterSite } from './sites.js';

/** An emitter with what became of it. */
export interface JudgedEmitter {
  readonly site: EmitterSite;
  readonly fate: Fate;
  /** Where it is piped into something. */
  readonly pipedAt: CallRef | undefined;
  /** Where somebody listens to it for something else. */
  readonly listenedAt: CallRef | undefined;
  /** The function that is handed it waits for something before anybody listens. */
  readonly late: boolean;
  /** A promise that waits for it is told instead. */
  readonly inPromise: boolean;
}

/** The emitters of a file, judged. Those that are not used in the way in which they fail are left out. */
export function judgedEmitters(project: Project, file: string): readonly JudgedEmitter[] {
  const promised = emittersOfPromises(project, file);
  return emitterSites(project, file).flatMap((site): readonly JudgedEmitter[] => {
    const { fate: own, followed } = followedOf(project, site);
    const isUsed = site.model.used === undefined || followed.piped.length > 0 || site.model.used.split('|').some((name) => followed.methods.has(name));
    if (!isUsed || isDestroyed(project, site, followed)) return [];
    const fate = own.is === 'heard' ? own : (heardBeside(project, site) ?? own);
    return [{ site, fate, pipedAt: followed.pipes[0], listenedAt: listenerIn(project, followed), late: isLate(project, site, fate), inPromise: promised.has(callKey(site.ref)) }];
  });
}

/** `server.on('upgrade', (request, socket) => socket.destroy())`: refused on the spot. */
function isDestroyed({ evaluator }: Project, { handedTo }: EmitterSite, { methods }: Followed): boolean {
  const call = methods.get('destroy');
  const fact = handedTo && call?.file === handedTo.file ? evaluator.call(call) : undefined;
  return fact !== undefined && fact.fn === handedTo?.fn && !fact.conditional;
}

/** Where all that it is handed to comes after an await, or is what is awaited. A listener that the function itself adds counts wherever it does so. */
function isLate(project: Project, { handedTo }: EmitterSite, fate: Fate): boolean {
  if (!handedTo || fate.is === 'unheard') return false;
  const takers = fate.is === 'unseen' ? fate.handed : fate.call && !isListening(project.evaluator.call(fate.call)) ? [fate.call] : [];
  return takers.length > 0 && takers.every((taker) => isBehindAwait(project, handedTo, taker) || (fate.is === 'unseen' && project.evaluator.call(taker)?.awaited === true));
}

function followedOf(project: Project, site: EmitterSite): FateOf {
  const found = fateOf(project, site.start, questionOf(site.model));
  const fate = found.fate.is === 'heard' ? undefined : byCallback(project, site);
  return fate ? { ...found, fate } : found;
}

function listenerIn({ evaluator }: Project, { methods }: Followed): CallRef | undefined {
  return [...methods.values()].find((ref) => isListening(evaluator.call(ref)));
}

/** A callback that is given the error. */
function byCallback(project: Project, { ref, model }: EmitterSite): Fate | undefined {
  const { evaluator } = project;
  if (!model.heardBy?.includes('callback')) return undefined;
  const given = (evaluator.call(ref)?.args ?? []).map((_, at) => flatten(evaluator.argument(ref, at, undefined)));
  if (given.flat().some((v) => v.is === 'function')) return { is: 'heard', at: spanOf(project, ref), call: ref };
  const last = given.length > 1 ? given.at(-1) : undefined;
  return last?.some((v) => v.is === 'param' || v.is === 'unknown') ? { is: 'unseen', why: 'its last argument may be a callback', handed: [], owner: false } : undefined;
}

/** Another function that gets the same object listens. */
function heardBeside(project: Project, site: EmitterSite): Fate | undefined {
  const others = sitesBeside(project, site).filter((other) => other.handedTo !== site.handedTo);
  return others.map((other) => followedOf(project, other).fate).find((fate) => fate.is === 'heard');
}
