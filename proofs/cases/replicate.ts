import Replicate from 'replicate';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('replicate', 'replicate');
const { phases, wait } = library;

export const cases: readonly Case[] = [
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).predictions.get('id', { signal: AbortSignal.timeout(limit) })),
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).collections.list({ signal: AbortSignal.timeout(limit) }), { how: 'collections.list' }),
  ...dispatched(library, 'fetch', { headersTimeout: limit, bodyTimeout: limit }, (baseUrl) => new Replicate({ auth: 'token', baseUrl }).predictions.get('id')),
  wait('pollSignal/headers', (s) => new Replicate({ auth: 'token', baseUrl: s.silent }).run('owner/model', { input: {}, signal: AbortSignal.timeout(limit) })),
];
