import createClient from 'openapi-fetch';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('openapi-fetch', 'openapi-fetch');

const got = (baseUrl: string, options: Readonly<Record<string, unknown>>): Promise<unknown> => createClient<Record<'/pets', { get: { responses: object } }>>({ baseUrl }).GET('/pets', options);

export const cases: readonly Case[] = [
  ...phases('signal', (url) => got(url, { signal: AbortSignal.timeout(limit) })),
  wait('Client.GET/timeout/ignored', (s) => got(s.silent, { timeout: limit })),
];
