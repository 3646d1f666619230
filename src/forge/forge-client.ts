import { setTimeout as sleep } from 'node:timers/promises';
import { printable } from '../report/printable.js';
import { ForgeError } from './forge-error.js';

export interface ForgeClientOptions {
  /** How the forge is called in messages. */
  readonly name: string;
  /** Where its API begins: `https://api.github.com`. */
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds that one answer may take, and that all waits between attempts may take together. Default 15 s and 60 s. */
  readonly deadline?: number;
  readonly patience?: number;
}

/** An answer: its JSON, or its text where it is none, and where its next page is. */
export interface Answer {
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is text, whatever its type says: files come as they are. */
  readonly asText?: boolean;
}

/** Asks a forge's API. `to` is a path below it, or an address on the same host. Throws `ForgeError`. */
export type ForgeClient = (to: string, request?: Request) => Promise<Answer>;

const attempts = 4;

/**
 * A client whose every request has a deadline. What was refused for its rate is tried again when the forge says so, within our patience. What failed on the way or with 5xx is tried again
 * unless it creates something: whether that happened has to be looked up first, which is left to who asked.
 */
export function createForgeClient({ name, api, headers, deadline = 15_000, patience = 60_000 }: ForgeClientOptions): ForgeClient {
  return async (to, { method = 'GET', body, headers: own = {}, asText = false } = {}) => {
    const url = addressOf(to, api);
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await ask(url, { method, signal: AbortSignal.timeout(deadline), headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...own }, ...(body !== undefined && { body: JSON.stringify(body) }) });
      if (outcome instanceof Response && outcome.ok) return { body: await (asText ? outcome.text() : parsed(outcome)), headers: outcome.headers };
      const pause = pauseAfter(outcome, attempt, method !== 'POST');
      if (pause === undefined || attempt === attempts || waited + pause > patience) throw await failure(name, url, outcome);
      await (outcome instanceof Response ? outcome.body?.cancel() : undefined);
      waited += pause;
      await sleep(pause);
    }
  };
}

async function ask(url: URL, init: RequestInit): Promise<Response | Error> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The token goes to the forge's own host and to no other, whatever an answer names as its next page. */
function addressOf(to: string, api: string): URL {
  const url = /^https?:/.test(to) ? new URL(to) : new URL(`${api.replace(/\/+$/, '')}${to}`);
  if (url.origin !== new URL(api).origin) throw new ForgeError(`an answer of ${new URL(api).host} points to another host, ${url.host}`);
  return url;
}

/** Milliseconds to wait before another attempt; undefined where there must be none. */
function pauseAfter(outcome: Response | Error, attempt: number, repeatable: boolean): number | undefined {
  const backoff = Math.random() * 250 * 2 ** attempt;
  if (!(outcome instanceof Response)) return repeatable ? backoff : undefined;
  if (isRateLimited(outcome)) return rateLimitPause(outcome.headers) ?? 1000 * 2 ** attempt;
  return outcome.status >= 500 && repeatable ? (rateLimitPause(outcome.headers) ?? backoff) : undefined;
}

/** GitHub answers 403 as well: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isRateLimited({ status, headers }: Response): boolean {
  return status === 429 || (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'));
}

/** Seconds, or a date; GitHub's primary limit names the second of the epoch at which it ends. */
function rateLimitPause(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) return Math.max(0, /^\d+$/.test(after.trim()) ? Number(after) * 1000 : Date.parse(after) - Date.now()) || 0;
  const reset = headers.get('x-ratelimit-remaining') === '0' ? Number(headers.get('x-ratelimit-reset')) : Number.NaN;
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1000 - Date.now()) : undefined;
}

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!(response.headers.get('content-type') ?? '').includes('json')) return text;
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

async function failure(name: string, { host, pathname }: URL, outcome: Response | Error): Promise<ForgeError> {
  if (!(outcome instanceof Response)) return new ForgeError(`${name} at ${host} did not answer: ${reasonOf(outcome)}`, 'Is the address of its API right, and can it be reached from here?');
  const { status } = outcome;
  const said = printable((await outcome.text().catch(() => '')).slice(0, 300));
  if (isRateLimited(outcome)) return new ForgeError(`${name} limits the rate of requests and asks to wait longer than a pipeline should`, 'Run the command again later.', 429);
  return new ForgeError(`${name} answered ${String(status)} to ${pathname}${said === '' ? '' : `: ${said}`}`, undefined, status);
}

function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return 'it took too long';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
