import createClient from 'openapi-fetch';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('openapi-fetch', 'openapi-fetch');
const { phases, wait } = library;

const got = (baseUrl: string, options: Readonly<Record<string, unknown>>): Promise<unknown> => createClient<Record<'/pets', { get: { responses: object } }>>({ baseUrl }).GET('/pets', options);

export const cases: readonly Case[] = [
  ...phases('signal', (url) => got(url, { signal: AbortSignal.timeout(limit) })),
  wait('Client.GET/timeout/ignored', (s) => got(s.silent, { timeout: limit })),
  ...dispatched(library, 'fetch', { headersTimeout: limit, bodyTimeout: limit }, (url) => got(url, {})),
];
