import type { Level, Reach } from '../../model/evidence.js';
import { callKey, type CallRef } from '../abstract.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import { duration } from '../names.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText } from '../site.js';
import type { Growth } from './growth.js';
import { attemptsOfJob } from './job-attempts.js';
import { repeatedByClient } from './products.js';
import { failsByStatus, isDoneTwice, isRequest } from './requests.js';
import type { Retry } from './retry.js';

/** What is wrong with a retry. */
export interface Flaw {
  readonly kind: 'endless' | 'lost' | 'at-once' | 'twice' | 'reset' | 'growth' | 'jitter' | 'maximum' | 'hopeless' | 'deadline' | 'product';
  readonly level: Level;
  /** It is tried again as it should be, apart from this. */
  readonly minor?: true;
  /** As part of a sentence: `it does not wait between the attempts`. */
  readonly what: string;
  /** What comes of it in production, as a sentence. */
  readonly then: string;
  /** In the imperative. */
  readonly help: string;
}

const backoff = 'wait between the attempts: Math.random() * Math.min(10_000, 200 * 2 ** attempt) milliseconds';
const connecting = new Set(['connect', 'reconnect', 'subscribe', 'listen', 'init', 'initialize', 'start', 'open', 'establishConnection', 'waitForConnection', 'createConnection', 'getConnection', 'authenticate', 'boot', 'bootstrap']);
const longestWait = 300_000;

/** What is wrong with a hand-written retry, the gravest first. */
export function flawsOf(project: Project, retry: Retry, reach: Reach): readonly Flaw[] {
  if (retry.connection) return ofConnection(retry).map((f) => (reach === 'script' ? { ...f, level: 'info' as const } : f));
  const found = [endless(project, retry, reach), lost(retry), atOnce(retry, reach), twice(project, retry), reset(retry), ...ofWait(project, retry, reach), hopeless(retry, reach), product(project, retry, reach), deadline(project, retry)];
  return found.filter((f) => f !== undefined).map((f) => (reach === 'script' ? { ...f, level: 'info' as const } : f));
}

/** Whether who waits is one of many: only those that come in numbers hit a server together. */
function isBusy(reach: Reach): boolean {
  return reach === 'request' || reach === 'unknown';
}

/** It is done once, for the process. */
function isConnecting(project: Project, { file, fn, work }: Retry): boolean {
  const names = [project.evaluator.facts(file)?.functions[fn]?.name ?? '', ...[...work.by, ...(work.open ? [work.open] : [])].map((ref) => nameOfCall(project, ref).split('.').at(-1) ?? '')];
  return names.some((name) => connecting.has(name));
}

/** A connection that is made anew has no end, which is as it should be: what counts is how soon it is. */
function ofConnection({ wait, cap, connection }: Retry): readonly Flaw[] {
  if (wait.is === 'none') {
    const level: Level = connection === 'fails' && cap.is === 'none' ? 'warning' : 'info';
    return [{
      kind: 'at-once', level, what: 'it does not wait',
      then: connection === 'fails' ? 'While the other side is down each attempt fails at once, and the next one follows: thousands a second, from each instance, until it is up, and when it comes up as well.' : 'When the other side closes all connections, all that had one come back in the same moment, and again when they are thrown out at once.',
      help: backoff,
    }];
  }
  return wait.is === 'some' ? [growthFlaw(wait.growth, 'info'), jitterFlaw(wait.growth, 'info', growthFlaw(wait.growth, 'info') !== undefined)].filter((f) => f !== undefined) : [];
}

function endless(project: Project, retry: Retry, reach: Reach): Flaw | undefined {
  const { cap, wait, work, by } = retry;
  if (cap.is !== 'none') return undefined;
  const isConnection = isConnecting(project, retry);
  // Who goes round for one kind of error only may know that it passes.
  const known = (work.outbound.length > 0 || work.given) && (retry.filter === 'none' || work.outbound.some(isRequest));
  const isPatient = wait.is === 'some' && wait.growth.rate === 'exponential' && wait.growth.max !== false;
  const level: Level = reach === 'request' ? 'error' : isPatient ? 'info' : wait.is === 'none' ? (known ? 'error' : 'warning') : by === 'timer' || reach === 'startup' ? 'info' : isConnection || reach === 'worker' || !known ? 'warning' : 'error';
  return {
    kind: 'endless', level, ...(isPatient && minorAt(level)), what: 'nothing ends it while it goes on failing',
    then: reach === 'request' ? 'When the other side stays down, each request that has come this far is kept for good, and all of them go on asking.' : 'When the other side stays down, or the error is one that stays, it never gives up, and nobody is told.',
    help: 'count the attempts and throw the last error after a few',
  };
}

function lost({ lost: at, wait }: Retry): Flaw | undefined {
  return at && wait.is !== 'unknown' ? { kind: 'lost', level: 'warning', what: 'the later attempts run in a timer', then: 'Who awaits the function gets nothing from them: it goes on as if nothing had failed, and when the last attempt fails nobody hears of it.', help: 'await the pause, and return what the next attempt gives' } : undefined;
}

function atOnce({ wait, work, filter, cap, by }: Retry, reach: Reach): Flaw | undefined {
  if (wait.is !== 'none' || work.local) return undefined;
  if (by === 'jobs') return { kind: 'at-once', level: 'warning', what: 'no backoff is set: a job that fails runs again at once', then: 'What fails for a second fails all attempts within a second, and the job counts as failed for good.', help: "set backoff: { type: 'exponential', delay: 1_000 }" };
  const asks = work.outbound.some(isRequest);
  // A conflict between two transactions is over at once: who looks at the error may mean that.
  if (by !== 'library' && !asks && (filter === 'some' || !(work.outbound.length > 0 || work.given))) return undefined;
  const once = cap.is === 'count' && cap.most !== undefined && cap.most <= 2;
  return {
    kind: 'at-once', level: once || reach === 'startup' ? 'info' : 'warning', what: 'it does not wait between the attempts',
    then: 'What fails for a second fails all attempts within milliseconds, and a server that is overloaded gets each request several times over.', help: backoff,
  };
}

function twice(project: Project, { work, filter }: Retry): Flaw | undefined {
  if (filter === 'some') return undefined;
  const found = work.outbound.find((o) => isDoneTwice(project, o));
  return found && { kind: 'twice', level: 'warning', what: `${nameOfCall(project, found.ref)} sends a POST without an idempotency key`, then: 'When the answer is lost, or comes too late, what it does has been done, and the next attempt does it again.', help: 'send the same Idempotency-Key header with each attempt, or try again only where nothing can have been done yet' };
}

function reset({ resets }: Retry): Flaw | undefined {
  return resets && { kind: 'reset', level: 'warning', what: 'its wait is set back in the finally, after a failure as well', then: 'It never grows.', help: 'set the wait back only after a success' };
}

function ofWait(project: Project, retry: Retry, reach: Reach): readonly Flaw[] {
  const { wait, cap, resets, filter, work, by } = retry;
  if (wait.is !== 'some' || reach === 'startup' || work.local) return [];
  const most = cap.is === 'count' ? cap.most : undefined;
  const few = most !== undefined && most <= 2;
  // Who looks at the error may know how long it lasts.
  const isKnown = filter === 'some' && work.outbound.length > 0 && !work.outbound.some(isRequest);
  // Who waits until something is up asks at the same pace, and stops in time.
  const isAlone = reach !== 'request' && (cap.is === 'none' || cap.is === 'unknown');
  const connects = isConnecting(project, retry);
  const level: Level = by !== 'jobs' && isBusy(reach) && !isAlone && cap.is !== 'other' && !few && !isKnown && !connects ? 'warning' : 'info';
  const grown = resets || isOneWait(retry) ? undefined : growthFlaw(wait.growth, level);
  // The workers of a queue take what is due a few at a time, whenever it is due.
  const shaken = by === 'jobs' ? undefined : jitterFlaw(wait.growth, most !== undefined && most <= 3 ? 'info' : level, grown !== undefined);
  const isGentle = cap.is === 'count' && (by === 'jobs' || (connects && reach !== 'request'));
  return [grown && isGentle ? { ...grown, ...minorAt(level) } : grown, shaken, maximumFlaw(wait.growth, most, level)].filter((f) => f !== undefined);
}

/** After the only wait nothing comes that could be told apart from it. */
function isOneWait({ cap }: Retry): boolean {
  return cap.is === 'count' && cap.most !== undefined && cap.most <= 2;
}

function growthFlaw({ rate, random, at }: Growth, level: Level): Flaw | undefined {
  const words = {
    constant: random ? undefined : `its wait${at === undefined ? '' : ` of ${duration(at)}`} does not grow`,
    linear: random ? undefined : 'its wait grows linearly, not exponentially',
    falling: 'its wait gets shorter from attempt to attempt',
    polynomial: undefined, exponential: undefined, own: undefined, unknown: undefined,
  }[rate];
  return words === undefined ? undefined : { kind: 'growth', level, what: words, then: 'While the other side is down, the attempts keep coming nearly as often as before, and hold it down.', help: 'double the wait with each attempt, up to a maximum' };
}

/** An info about how well it is spread, or where it ends, leaves its growing waits what they are. */
function minorAt(level: Level): Pick<Flaw, 'minor'> {
  return level === 'info' ? { minor: true } : {};
}

function jitterFlaw({ rate, random }: Growth, level: Level, alsoGrowth: boolean): Flaw | undefined {
  if (random || rate === 'unknown' || rate === 'own') return undefined;
  return { kind: 'jitter', level, ...minorAt(level), what: alsoGrowth ? 'no chance is in it' : 'its wait has no jitter', then: 'All callers that failed together come back together, wave after wave.', help: 'multiply the wait by Math.random()' };
}

function maximumFlaw({ rate, max }: Growth, most: number | undefined, level: Level): Flaw | undefined {
  if (rate !== 'exponential' || max !== false) return undefined;
  if (most !== undefined && most <= 8) return undefined;
  return { kind: 'maximum', level: most === undefined ? 'info' : level, ...minorAt(most === undefined ? 'info' : level), what: 'its wait has no maximum', then: `It doubles with each attempt${most === undefined ? ', of which a setting may allow many' : ''}: the tenth comes after a thousand times the first wait.`, help: `limit the wait: Math.min(${String(longestWait / 10)}, …)` };
}

function hopeless({ filter, work, cap }: Retry, reach: Reach): Flaw | undefined {
  const asks = work.outbound.filter((o) => failsByStatus(o) || (work.checks && isRequest(o)));
  if (filter === 'some' || asks.length === 0 || cap.is === 'none') return undefined;
  return { kind: 'hopeless', ...(reach === 'request' ? { level: 'warning' } : { level: 'info', minor: true }), what: 'it tries again whatever the error is', then: 'An answer such as 400 or 404 comes back the same each time: who waits for it waits for all attempts.', help: 'throw at once on a status from 400 to 499 other than 408 and 429' };
}

/** The client repeats each attempt by itself, or the job around it is tried again as a whole. */
function product(project: Project, { file, fn, work, cap, by }: Retry, reach: Reach): Flaw | undefined {
  if (by === 'jobs') return undefined;
  const inner = repeatedByClient(project, work.outbound);
  const job = attemptsOfJob(project, { file, fn });
  const most = cap.is === 'count' ? cap.most : undefined;
  if (!inner && !(job && most !== undefined && most > 1)) return undefined;
  const total = (most ?? 1) * (inner?.most ?? 1) * (job?.most ?? 1);
  const level = most !== undefined && total >= 9 && reach !== 'startup' ? 'warning' : 'info';
  return { kind: 'product', level, ...minorAt(level), what: productText(project, most, inner, job), then: 'A server that is overloaded gets all of them, and who waits for it waits for all of them.', help: `let one of them do it: ${inner ? `switch off the retries of ${inner.name}, or drop this one` : 'drop this one, and let the job be tried again'}` };
}

type Layer = { readonly most: number } | undefined;

function productText(project: Project, most: number | undefined, inner: (Layer & { readonly name: string }) | undefined, job: (Layer & { readonly at: CallRef }) | undefined): string {
  const requests = inner ? `up to ${String(inner.most)} requests` : '';
  const total = String((most ?? 1) * (inner?.most ?? 1) * (job?.most ?? 1));
  const around = job ? `the job is tried ${String(job.most)} times as well (${placeText(project, job.at)})` : '';
  const own = most === undefined ? `each attempt is ${requests}` : `${String(most)} attempts${inner ? ` of ${requests} each` : ''}`;
  if (!inner) return `${around}: ${String(job?.most ?? 1)} times ${own} are up to ${total}`;
  if (most === undefined) return `${inner.name} tries again by itself: ${own}${job ? `, and ${around}` : ''}`;
  return `${inner.name} tries again by itself${job ? `, and ${around}: ${String(job.most)} times ${own}` : `: ${own}`} are up to ${total}`;
}

/** What the verdict of `require-timeout` says already is told here only beside something else. */
function deadline(project: Project, { work }: Retry): Flaw | undefined {
  const open = work.outbound.find(({ ref }) => verdictsOf(project).get(callKey(ref))?.verdict.is === 'none');
  return open && { kind: 'deadline', level: 'info', minor: true, what: `${nameOfCall(project, open.ref)} has no deadline`, then: 'An attempt that hangs is never tried again.', help: 'give each attempt a deadline: AbortSignal.timeout(5_000)' };
}

const byCall = new WeakMap<readonly DeadlineJudgement[], ReadonlyMap<string, DeadlineJudgement>>();

function verdictsOf({ deadlines }: Project): ReadonlyMap<string, DeadlineJudgement> {
  let known = byCall.get(deadlines);
  if (!known) byCall.set(deadlines, (known = new Map(deadlines.map((j) => [callKey(j.outbound.ref), j]))));
  return known;
}

/** What an attempt asks for, for messages. */
export function workName(project: Project, { work, by }: Retry): string {
  if (by === 'jobs') return '';
  const refs: readonly CallRef[] = [...work.by, ...(work.open ? [work.open] : [])];
  return refs.map((ref) => nameOfCall(project, ref)).find((name) => name !== '') ?? '';
}
