import OpenAI from 'openai';
import OpenAI4 from 'openai-4';
import OpenAI7 from 'openai-7';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { inTime } from '../in-time.js';
import { subject } from '../subject.js';

export const cases: readonly Case[] = [
  ['openai-7', OpenAI7 as unknown as typeof OpenAI, 'timeout'] as const,
  ['openai', OpenAI, 'timeout@6'] as const,
  ['openai-4', OpenAI4 as unknown as typeof OpenAI, 'timeout@6'] as const,
].flatMap(([library, Client, timeout]) => {
  const { attempts, phases, shown } = subject('openai', library);
  const list = (baseURL: string, client: object, call: object = {}): Promise<unknown> => Promise.resolve(new Client({ apiKey: 'key', baseURL, ...client }).models.list(call));
  return [
    ...phases(timeout, (url) => list(url, { maxRetries: 0 }, { timeout: limit })),
    ...phases(timeout, (url) => list(url, { maxRetries: 0, timeout: limit }), { how: 'client.timeout' }),
    ...phases('signal', (url) => list(url, { maxRetries: 0 }, { signal: AbortSignal.timeout(limit) })),
    attempts('Client/retries', (s) => list(s.failing, {}).catch(() => undefined)),
    ...phases('fetch', (url) => list(url, { maxRetries: 0, fetch: inTime })),
    ...(library === 'openai-4' ? [] : [
      shown('Client.*.stream/gives', (s) => gives.none(() => new Client({ apiKey: 'key', baseURL: s.silent }).responses.stream({ model: 'model', input: 'text' }))),
      shown('Client.*.*.stream/gives', (s) => gives.none(() => new Client({ apiKey: 'key', baseURL: s.silent }).chat.completions.stream({ model: 'model', messages: [] }))),
      shown('Client.*.*.*.stream/gives', (s) => gives.none(() => new Client({ apiKey: 'key', baseURL: s.silent }).beta.threads.runs.stream('thread', { assistant_id: 'id' }))),
    ]),
  ];
});
