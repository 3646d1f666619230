import { Octokit } from '@octokit/core';
import { Octokit as Rest } from '@octokit/rest';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const core = subject('octokit', '@octokit/core');
const rest = subject('octokit', '@octokit/rest');

const get = (baseUrl: string, request: object): Promise<unknown> => new Octokit({ baseUrl }).request('GET /rate_limit', { request });
const limits = (baseUrl: string, request: object): Promise<unknown> => new Rest({ baseUrl }).rest.rateLimit.get({ request });

export const cases: readonly Case[] = [
  ...core.phases('signal', (url) => get(url, { signal: AbortSignal.timeout(limit) })),
  ...core.phases('signal', (url) => new Octokit({ baseUrl: url, request: { signal: AbortSignal.timeout(limit) } }).request('GET /rate_limit'), { how: 'client.request.signal' }),
  core.wait('Client.request/request.timeout/ignored', (s) => get(s.silent, { timeout: limit })),
  ...rest.phases('signal', (url) => limits(url, { signal: AbortSignal.timeout(limit) })),
  rest.wait('Client.rest.*.*/request.timeout/ignored', (s) => limits(s.silent, { timeout: limit })),
];
