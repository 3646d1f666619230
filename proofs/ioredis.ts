import { Cluster, Redis, type RedisOptions } from 'ioredis';

import { limit, type Case } from './case.js';
import type { Servers } from './servers.js';

const library = 'ioredis';

/** Connected to a server that answers no command. */
const mute = (s: Servers, options: RedisOptions = {}): Redis => listening(new Redis(s.redisPort, '127.0.0.1', options));

/** Never connected, so that commands wait in the offline queue. */
const lost = (s: Servers, options: RedisOptions = {}): Redis => listening(new Redis(s.silentPort, '127.0.0.1', options));

const cluster = (s: Servers, redisOptions: RedisOptions): Cluster =>
  new Cluster([{ host: '127.0.0.1', port: s.redisPort }], { redisOptions }).on('error', () => undefined);

const listening = (client: Redis): Redis => client.on('error', () => undefined);

// A pipeline resolves with one error per command; that is an end as well.
const commandTimeout = limit;

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'query', expect: 'pending', run: (s) => mute(s).get('key') },
  { library, knob: 'none', phase: 'connect', expect: 'pending', run: (s) => lost(s).get('key') },
  { library, knob: 'client.commandTimeout', phase: 'query', expect: 'ends', run: (s) => mute(s, { commandTimeout }).get('key') },
  { library, knob: 'client.commandTimeout', phase: 'connect', expect: 'ends', run: (s) => lost(s, { commandTimeout }).get('key') },
  {
    library,
    knob: 'client.commandTimeout, duplicate',
    phase: 'query',
    expect: 'ends',
    run: (s) => listening(mute(s, { commandTimeout }).duplicate()).get('key'),
  },
  {
    library,
    knob: 'client.commandTimeout, pipeline',
    phase: 'query',
    expect: 'ends',
    run: (s) => mute(s, { commandTimeout }).pipeline().get('key').exec(),
  },
  {
    library,
    knob: 'client.commandTimeout, multi',
    phase: 'query',
    expect: 'ends',
    run: (s) => mute(s, { commandTimeout }).multi().get('key').exec(),
  },
  {
    library,
    knob: 'commandTimeout in the URL (ignored)',
    phase: 'query',
    expect: 'pending',
    run: (s) => listening(new Redis(`redis://127.0.0.1:${String(s.redisPort)}?commandTimeout=${String(limit)}`)).get('key'),
  },
  {
    library,
    knob: 'socketTimeout (reconnects only)',
    phase: 'query',
    expect: 'pending',
    run: (s) => mute(s, { socketTimeout: limit }).get('key'),
  },
  { library: 'ioredis Cluster', knob: 'none', phase: 'query', expect: 'pending', run: (s) => cluster(s, {}).get('key') },
  {
    library: 'ioredis Cluster',
    knob: 'client.redisOptions.commandTimeout',
    phase: 'query',
    expect: 'ends',
    run: (s) => cluster(s, { commandTimeout }).get('key'),
  },
];
