import type { Claim, Expectation } from '../src/catalog/claim.js';
import { Skipped, limit, watched, type Attempts, type Case, type Holds, type Shows, type Wait } from './case.js';
import { measureEvent } from './event.js';
import type { Outcome } from './outcome.js';
import { startServers, type Servers } from './servers.js';

/** What a run measures with: how long defaults are waited for, and where the case stands, for cases that need a process of their own. */
export interface Setting {
  readonly slow: boolean;
  readonly file: string;
  readonly index: number;
}

/** The longest default that a run with `--slow` waits for, in milliseconds. */
export const longestDefault = 120_000;

/** How long a run with `--slow` watches a call that nothing should end, in milliseconds. */
const longPatience = 61_000;

/** How long a call is given that repeats its requests with pauses. */
const attemptsWatched = 15_000;

/** Tries a case once. */
export async function measure(subject: Case, claim: Claim, claims: readonly Claim[], setting: Setting): Promise<Outcome> {
  if (!fits(subject, claim.expects)) return { verdict: 'wrong', observed: `a case of kind "${subject.kind}" cannot show a claim that expects "${claim.expects.is}"` };
  const wait = patience(subject, claim, claims, setting.slow);
  if (typeof wait === 'string') return { verdict: 'skipped', observed: wait };
  const servers = await startServers();
  try {
    return await tried(subject, claim, servers, wait, setting);
  } finally {
    servers.close();
  }
}

const kinds: Readonly<Record<Expectation['is'], readonly Case['kind'][]>> = {
  ends: ['wait'],
  pending: ['wait'],
  'ends after': ['wait'],
  attempts: ['attempts'],
  'process ends': ['event'],
  'process lives': ['event'],
  held: ['held', 'shown'],
  shown: ['shown'],
};

function fits(subject: Case, expects: Expectation): boolean {
  return kinds[expects.is].includes(subject.kind);
}

/** How long to watch the case, in milliseconds, or why it is not run. */
function patience(subject: Case, claim: Claim, claims: readonly Claim[], slow: boolean): number | string {
  if (subject.slow && !slow) return 'takes longer: --slow';
  if (claim.expects.is === 'ends after') return afterDefault(claim.expects.ms, slow);
  if (claim.kind === 'off' && subject.kind === 'wait' && !subject.overrides) {
    const knob = claim.id.split('/').slice(0, 2).join('/');
    const preset = claims.find(({ id }) => id === `${knob}/default`)?.expects;
    if (preset?.is === 'ends after') return afterDefault(preset.ms, slow);
  }
  return claim.kind === 'default' && slow ? longPatience : watched;
}

function afterDefault(ms: number, slow: boolean): number | string {
  if (ms > longestDefault) return `its default of ${String(ms / 1000)} s is too long to wait for`;
  if (ms > watched && !slow) return `its default of ${String(ms / 1000)} s takes longer: --slow`;
  return ms * 1.3 + watched;
}

function tried(subject: Case, claim: Claim, servers: Servers, wait: number, setting: Setting): Promise<Outcome> {
  if (subject.kind === 'wait') return measureWait(subject, claim.expects, servers, wait);
  if (subject.kind === 'attempts') return measureAttempts(subject, claim.expects, servers);
  if (subject.kind === 'event') return measureEvent(claim, setting);
  return subject.kind === 'held' ? measureHeld(subject, servers) : measureShown(subject, servers);
}

/** What became of a promise, and after how many milliseconds. */
type End = { readonly is: 'pending' } | { readonly is: 'resolved' | 'rejected'; readonly error?: unknown; readonly ms: number };

async function endOf(run: () => Promise<unknown>, wait: number): Promise<End> {
  const start = Date.now();
  const ms = (): number => Date.now() - start;
  const settled = Promise.resolve()
    .then(run)
    .then(
      (): End => ({ is: 'resolved', ms: ms() }),
      (error: unknown): End => ({ is: 'rejected', error, ms: ms() }),
    );
  let timer: NodeJS.Timeout | undefined;
  const pending = new Promise<End>((resolve) => (timer = setTimeout(resolve, wait, { is: 'pending' })));
  const end = await Promise.race([settled, pending]);
  clearTimeout(timer);
  if (end.is === 'rejected' && end.error instanceof Skipped) throw end.error;
  return end;
}

async function measureWait(subject: Wait, expects: Expectation, servers: Servers, wait: number): Promise<Outcome> {
  const end = await endOf(() => subject.run(servers), wait);
  if (servers.missed()) return { verdict: 'wrong', observed: `${words(end, wait)}, and no server was asked` };
  if (end.is === 'pending') return { verdict: expects.is === 'pending' ? 'shown' : 'refuted', observed: words(end, wait) };
  const [from, to] = expects.is === 'ends after' ? [expects.ms * 0.9, wait] : [limit * 0.9, wait];
  // What ends before its time did not end because of it: a refused connection, a mistake in the case.
  const inTime = end.ms >= from && end.ms <= to;
  return { verdict: expects.is !== 'pending' && inTime ? 'shown' : 'refuted', observed: inTime ? words(end, wait) : `${words(end, wait)}, too early` };
}

async function measureAttempts(subject: Attempts, expects: Expectation, servers: Servers): Promise<Outcome> {
  let counted: unknown;
  const end = await endOf(async () => (counted = await subject.run(servers)), attemptsWatched);
  const count = typeof counted === 'number' ? counted : servers.requests();
  const endless = end.is === 'pending' && count > 3;
  const asClaimed = expects.is === 'attempts' && (expects.count === 'endless' ? endless : end.is !== 'pending' && count === expects.count);
  return { verdict: asClaimed ? 'shown' : 'refuted', observed: end.is === 'pending' ? `${String(count)} attempts, and still pending after ${String(attemptsWatched / 1000)} s` : `${String(count)} ${count === 1 ? 'attempt' : 'attempts'}` };
}

async function measureHeld(subject: Holds, servers: Servers): Promise<Outcome> {
  const kept = await endOf(() => subject.run(servers, false), watched);
  const released = await endOf(() => subject.run(servers, true), watched);
  const asClaimed = kept.is === 'pending' && released.is === 'resolved';
  return { verdict: asClaimed ? 'shown' : 'refuted', observed: `kept: ${words(kept, watched)}; given back: ${words(released, watched)}` };
}

async function measureShown(subject: Shows, servers: Servers): Promise<Outcome> {
  let observed = '';
  const end = await endOf(async () => (observed = await subject.run(servers)), attemptsWatched);
  return end.is === 'resolved' ? { verdict: 'shown', observed } : { verdict: 'refuted', observed: words(end, attemptsWatched) };
}

function words(end: End, wait: number): string {
  if (end.is === 'pending') return `pending after ${String(Math.round(wait / 100) / 10)} s`;
  return end.is === 'resolved' ? 'ends: resolved' : `ends: ${errorWords(end.error)}`;
}

/** A plain `Error` says nothing by its name. Ports differ from run to run. */
function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return 'rejected';
  const [line = ''] = error.message.split('\n');
  const message = line.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1').slice(0, 120);
  return error.name.toLowerCase() === 'error' ? `Error: ${message}` : error.name;
}
