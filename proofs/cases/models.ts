import { createOpenAI } from '@ai-sdk/openai';
import { embed, generateText } from 'ai-6';
import { Ollama } from 'ollama';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { inTime } from '../in-time.js';
import { subject } from '../subject.js';

const ai = subject('ai-sdk', 'ai-6');
const ollama = subject('ollama', 'ollama');

const provider = (baseURL: string) => createOpenAI({ apiKey: 'key', baseURL });
const generated = (url: string, options: object): Promise<unknown> => Promise.resolve(generateText({ model: provider(url)('model'), prompt: 'word', maxRetries: 0, ...options }));

export const cases: readonly Case[] = [
  ...ai.phases('abortSignal', (url) => generated(url, { abortSignal: AbortSignal.timeout(limit) })),
  ...ai.phases('abortSignal', (url) => embed({ model: provider(url).textEmbeddingModel('model'), value: 'word', maxRetries: 0, abortSignal: AbortSignal.timeout(limit) }), { how: 'embed' }),
  ...ai.phases('timeout', (url) => generated(url, { timeout: limit })),
  ...dispatched(ai, 'fetch', { headersTimeout: limit, bodyTimeout: limit }, (url) => generated(url, {})),
  ai.wait('timeout/default', (s) => generated(s.silent, {})),
  ai.attempts('generateText/retries', (s) => generateText({ model: provider(s.failing)('model'), prompt: 'word' }).catch(() => undefined)),
  ...ollama.phases('fetch', (host) => new Ollama({ host, fetch: inTime }).chat({ model: 'model', messages: [] })),
];
