import { GoogleGenAI } from '@google/genai';

import { limit, type Case } from '../case.js';
import { inTime } from '../in-time.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('google-genai', '@google/genai');

const count = (baseUrl: string, http: object = {}, config: object = {}): Promise<unknown> =>
  new GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl, retryOptions: { attempts: 1 }, ...http } }).models.countTokens({ model: 'model', contents: 'text', config });

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => count(url, { timeout: limit })),
  ...phases('timeout', (url) => count(url, {}, { httpOptions: { timeout: limit } }), { how: 'call.config.httpOptions.timeout' }),
  ...phases('abortSignal', (url) => count(url, {}, { abortSignal: AbortSignal.timeout(limit) })),
  ...phases('fetch', (url) => count(url, { fetch: inTime })),
  wait('timeout/0/off', (s) => count(s.silent, { timeout: limit }, { httpOptions: { timeout: 0 } }), { overrides: true }),
  wait('timeout/default', (s) => count(s.silent)),
];
