import { Client } from '@notionhq/client';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('notion', '@notionhq/client');

const users = (baseUrl: string, options: object): Promise<unknown> => new Client({ auth: 'token', baseUrl, ...options }).users.list({});

export const cases: readonly Case[] = [
  ...phases('timeoutMs', (url) => users(url, { timeoutMs: limit })),
  wait('timeoutMs/default', (s) => users(s.silent, {})),
  ...phases('fetch', (url) => users(url, { fetch: (input: string, init: RequestInit) => fetch(input, { ...init, signal: AbortSignal.timeout(limit) }) })),
];
