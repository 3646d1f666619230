import OpenAI from 'openai';
import OpenAI4 from 'openai-4';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

export const cases: readonly Case[] = [
  ['openai', OpenAI] as const,
  ['openai-4', OpenAI4 as unknown as typeof OpenAI] as const,
].flatMap(([library, Client]) => {
  const { attempts, phases, wait } = subject('openai', library);
  const list = (baseURL: string, client: object, call: object = {}): Promise<unknown> => Promise.resolve(new Client({ apiKey: 'key', baseURL, ...client }).models.list(call));
  return [
    ...phases('timeout@6', (url) => list(url, { maxRetries: 0 }, { timeout: limit })),
    ...phases('timeout@6', (url) => list(url, { maxRetries: 0, timeout: limit }), { how: 'client.timeout' }),
    ...phases('signal', (url) => list(url, { maxRetries: 0 }, { signal: AbortSignal.timeout(limit) })),
    attempts('Client/retries', (s) => list(s.failing, {}).catch(() => undefined)),
    wait('fetch/headers', (s) => list(s.silent, { maxRetries: 0, fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(limit) }) })),
  ];
});
