import type { ClaimDraft, Expectation } from './claim.js';
import { shortPath } from './short-path.js';
import type { AcquireModel, CatalogEntry, EmitterModel, RetryModel } from './types.js';

/** The claims on what an entry's library does besides ending in time: what it repeats, what it emits, what it lends, what it gives. */
export function modelClaims(entry: CatalogEntry): readonly ClaimDraft[] {
  return [
    ...(entry.retries ?? []).map(retryClaim),
    ...(entry.emitters ?? []).map(emitterClaim),
    ...(entry.acquires ?? []).flatMap(acquireClaims),
    ...behaviours(entry),
  ];
}

function retryClaim(model: RetryModel): ClaimDraft {
  const { default: said, are } = model.attempts;
  const count = said === 'endless' ? said : said + (are === 'retries' ? 1 : 0);
  const subject = model.path === '' ? (model.packages?.[0] ?? 'export') : shortPath(model.path);
  return { ...told(model), id: `${subject}/retries`, kind: 'retries', says: `${subject} tries ${count === 'endless' ? 'without end' : `${String(count)} ${count === 1 ? 'time' : 'times'}`} when nothing is set`, expects: { is: 'attempts', count } };
}

/** Only the event of an error is thrown when nobody listens; who waits for an end that is not emitted waits for ever. */
function emitterClaim(model: EmitterModel): ClaimDraft {
  const [event = 'error'] = (model.event ?? 'error').split('|');
  const expects: Readonly<Record<EmitterModel['without'], Expectation['is'] & ('process ends' | 'process lives' | 'pending')>> = { crash: 'process ends', logged: 'process lives', silent: 'process lives', hang: 'pending' };
  const words = { crash: 'ends the process', logged: 'is printed', silent: 'is lost', hang: 'leaves whoever waits for the end waiting' }[model.without];
  return { ...told(model), id: `${shortPath(model.path)}/${event}/${model.without}`, kind: 'event', says: `${event} of ${shortPath(model.path)} that nobody hears ${words}`, expects: { is: expects[model.without] } };
}

function acquireClaims(model: AcquireModel): readonly ClaimDraft[] {
  const subject = shortPath(model.path);
  return [
    { ...told(model), id: `${subject}/release`, kind: 'release', says: `what ${subject} gives and nobody gives back: ${model.without}`, expects: { is: 'held' } },
    ...(model.twice === undefined ? [] : [{ ...told(model), id: `${subject}/released-twice`, kind: 'release', says: `given back twice: ${model.twice}`, expects: { is: 'shown' } } as const]),
    ...(model.afterwards === undefined ? [] : [{ ...told(model), id: `${subject}/used-afterwards`, kind: 'release', says: `used afterwards: ${model.afterwards}`, expects: { is: 'shown' } } as const]),
  ];
}

interface Sourced {
  readonly path?: string;
  readonly packages?: readonly string[];
  readonly versions?: string;
  readonly source: string;
  readonly verified?: string;
}

/**
 * What else says how a library behaves, one claim a model. Sections that only say what a call is for (`reads`, `statements`, `flags`, `loggers` and their like) claim
 * nothing that a run could show.
 */
function behaviours(entry: CatalogEntry): readonly ClaimDraft[] {
  const { promises, rejections, handlers = [], forwarders, callbacks, hearers, crashListeners, bodies, slots, caches, queues, fanOuts, blocking, guards, markup, sessions, headers, sizeLimits, localStates, escapes } = entry;
  const ofHandlers = handlers.flatMap(({ path, rejections: own = [] }) => own.map((model) => ({ ...model, path })));
  const words: readonly (readonly [word: string, says: string, models: readonly Sourced[] | undefined])[] = [
    ['gives', 'what it gives at once', promises],
    ['rejection', 'what becomes of a rejection of a handler', [...(rejections ?? []), ...ofHandlers]],
    ['forwards', 'a rejection of the handler is passed on', forwarders],
    ['callback', 'what becomes of the promise of a function that it is given', callbacks],
    ['hears', 'whether it hears the errors of an emitter that it is given', hearers],
    ['keeps-alive', 'the process lives after errors that nobody caught', crashListeners],
    ['body', 'a body that nobody reads keeps its connection', bodies],
    ['slot', 'who holds one and takes another waits for itself when all are held', slots?.map((model) => ({ ...model, path: model.of }))],
    ['cache', 'what bounds what it keeps in memory', caches],
    ['queue', 'what bounds what waits in it', queues],
    ['fan-out', 'how much of a list it does at a time', fanOuts],
    ['blocks', 'nothing else of the process runs meanwhile', blocking],
    ['guards', 'it refuses requests before the work is done', guards],
    ['markup', 'what it makes of text on its way into a page', markup],
    ['session', 'with which requests of other sites the cookie is sent', sessions],
    ['headers', 'it sets the headers that protect pages', headers],
    ['size-limit', 'how much it reads when nothing is set', sizeLimits],
    ['local-state', 'what other instances do not have', localStates],
    ['escapes', 'what it gives may stand in a statement', escapes],
  ];
  return words.flatMap(([word, says, models = []]) => models.map((model) => ({ ...told(model), id: `${subjectOf(model)}/${word}`, kind: 'behaviour', says: `${subjectOf(model)}: ${says}`, expects: { is: 'shown' } }) as const));
}

function subjectOf({ path, packages }: Sourced): string {
  return path === undefined || path === '' ? (packages?.[0] ?? 'export') : shortPath(path);
}

function told({ source, verified, versions, packages }: Sourced): Pick<ClaimDraft, 'source' | 'verified' | 'versions' | 'packages'> {
  return { source, ...(verified !== undefined && { verified }), ...(versions !== undefined && { versions }), ...(packages !== undefined && { packages }) };
}
