import Replicate from 'replicate';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases } = subject('replicate', 'replicate');

export const cases: readonly Case[] = [
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).predictions.get('id', { signal: AbortSignal.timeout(limit) })),
  ...phases('signal', (baseUrl) => new Replicate({ auth: 'token', baseUrl }).collections.list({ signal: AbortSignal.timeout(limit) }), { how: 'collections.list' }),
];
