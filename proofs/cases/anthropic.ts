import Anthropic from '@anthropic-ai/sdk';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { inTime } from '../in-time.js';
import { subject } from '../subject.js';

const { attempts, phases, shown } = subject('anthropic', '@anthropic-ai/sdk');

const list = (baseURL: string, client: object, call: object = {}): Promise<unknown> => Promise.resolve(new Anthropic({ apiKey: 'key', baseURL, ...client }).models.list({}, call));
const message = { model: 'model', max_tokens: 1, messages: [{ role: 'user' as const, content: 'text' }] };
const once = { maxRetries: 0 };

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => list(url, once, { timeout: limit })),
  ...phases('timeout', (url) => list(url, { ...once, timeout: limit }), { how: 'client.timeout' }),
  ...phases('signal', (url) => list(url, once, { signal: AbortSignal.timeout(limit) })),
  attempts('Client/retries', (s) => list(s.failing, {}).catch(() => undefined)),
  ...phases('fetch', (url) => list(url, { ...once, fetch: inTime })),
  shown('Client.*.stream/gives', (s) => gives.none(() => new Anthropic({ apiKey: 'key', baseURL: s.silent }).messages.stream(message))),
  shown('Client.*.*.stream/gives', (s) => gives.none(() => new Anthropic({ apiKey: 'key', baseURL: s.silent }).beta.messages.stream(message))),
];
