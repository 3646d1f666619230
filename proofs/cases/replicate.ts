import Replicate from 'replicate';

import { limit, type Case } from '../case.js';
import { withGlobalDispatcher } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const { attempts, phases, wait } = subject('replicate', 'replicate');

export const cases: readonly Case[] = [
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).predictions.get('id', { signal: AbortSignal.timeout(limit) })),
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).collections.list({ signal: AbortSignal.timeout(limit) }), { how: 'collections.list' }),
  // The headers end six attempts later, which is longer than it is watched.
  ...phases('fetch', (baseUrl) => withGlobalDispatcher({ headersTimeout: limit, bodyTimeout: limit }, () => new Replicate({ auth: 'token', baseUrl }).predictions.get('id')), { alone: true, except: ['headers'] }),
  attempts('Client/retries', (s) => new Replicate({ auth: 'token', baseUrl: s.failing }).predictions.get('id').catch(() => undefined)),
  wait('pollSignal/headers', (s) => new Replicate({ auth: 'token', baseUrl: s.silent }).run('owner/model', { input: {}, signal: AbortSignal.timeout(limit) })),
];
