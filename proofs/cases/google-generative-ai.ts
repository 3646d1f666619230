import { GoogleGenerativeAI } from '@google/generative-ai';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('google-generative-ai', '@google/generative-ai');

const count = (baseUrl: string, model: object = {}, call: object = {}): Promise<unknown> => new GoogleGenerativeAI('key').getGenerativeModel({ model: 'model' }, { baseUrl, ...model }).countTokens('text', call);

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => count(url, { timeout: limit })),
  ...phases('signal', (url) => count(url, {}, { signal: AbortSignal.timeout(limit) })),
  wait('timeout/default', (s) => count(s.silent)),
];
