import Anthropic from '@anthropic-ai/sdk';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { attempts, phases, wait } = subject('anthropic', '@anthropic-ai/sdk');

const list = (baseURL: string, client: object, call: object = {}): Promise<unknown> => Promise.resolve(new Anthropic({ apiKey: 'key', baseURL, ...client }).models.list({}, call));
const once = { maxRetries: 0 };

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => list(url, once, { timeout: limit })),
  ...phases('timeout', (url) => list(url, { ...once, timeout: limit }), { how: 'client.timeout' }),
  ...phases('signal', (url) => list(url, once, { signal: AbortSignal.timeout(limit) })),
  attempts('Client/retries', (s) => list(s.failing, {}).catch(() => undefined)),
  wait('fetch/headers', (s) => list(s.silent, { ...once, fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(limit) }) })),
];
