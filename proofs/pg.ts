import pg from 'pg';

import { limit, type Case } from './case.js';
import type { Servers } from './servers.js';

const library = 'pg';

const address = (port: number, parameters = ''): string => `postgres://user:secret@127.0.0.1:${String(port)}/db${parameters}`;

/** A pool on the server that lets clients in and answers no query. */
const pool = (s: Servers, options: pg.PoolConfig = {}, parameters = ''): pg.Pool =>
  listening(new pg.Pool({ connectionString: address(s.postgresPort, parameters), ...options }));

/** A pool on a server that does not even speak. */
const lost = (s: Servers, options: pg.PoolConfig = {}, parameters = ''): pg.Pool =>
  listening(new pg.Pool({ connectionString: address(s.silentPort, parameters), ...options }));

/** Without a listener an idle client's error would end the run. */
const listening = (made: pg.Pool): pg.Pool => made.on('error', () => undefined);

/** The wait for a client of a pool whose only one is taken. */
async function exhausted(s: Servers, options: pg.PoolConfig): Promise<unknown> {
  const made = pool(s, { max: 1, ...options });
  await made.connect();
  return made.connect();
}

const sql = 'select 1';

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'query', expect: 'pending', run: (s) => pool(s).query(sql) },
  { library, knob: 'client.query_timeout', phase: 'query', expect: 'ends', run: (s) => pool(s, { query_timeout: limit }).query(sql) },
  { library, knob: 'client.query_timeout', phase: 'connect', expect: 'pending', run: (s) => lost(s, { query_timeout: limit }).query(sql) },
  {
    library,
    knob: 'client.query_timeout, pooled client',
    phase: 'query',
    expect: 'ends',
    run: async (s) => (await pool(s, { query_timeout: limit }).connect()).query(sql),
  },
  {
    library,
    knob: 'arg0.query_timeout',
    phase: 'query',
    expect: 'ends',
    run: (s) => pool(s).query(Object.assign({ text: sql }, { query_timeout: limit })),
  },
  {
    library,
    knob: 'url.query_timeout',
    phase: 'query',
    expect: 'ends',
    run: (s) => pool(s, {}, `?query_timeout=${String(limit)}`).query(sql),
  },
  {
    library,
    knob: 'client.statement_timeout',
    phase: 'query',
    expect: 'ends',
    run: (s) => pool(s, { statement_timeout: limit }).query(sql),
  },
  {
    library,
    knob: 'url.statement_timeout',
    phase: 'query',
    expect: 'ends',
    run: (s) => pool(s, {}, `?statement_timeout=${String(limit)}`).query(sql),
  },
  { library, knob: 'none', phase: 'connect', expect: 'pending', run: (s) => lost(s).connect() },
  {
    library,
    knob: 'client.connectionTimeoutMillis',
    phase: 'connect',
    expect: 'ends',
    run: (s) => lost(s, { connectionTimeoutMillis: limit }).connect(),
  },
  {
    library,
    knob: 'client.connectionTimeoutMillis, Client',
    phase: 'connect',
    expect: 'ends',
    run: (s) => new pg.Client({ connectionString: address(s.silentPort), connectionTimeoutMillis: limit }).connect(),
  },
  {
    library,
    knob: 'connectionTimeoutMillis in the URL (ignored)',
    phase: 'connect',
    expect: 'pending',
    run: (s) => lost(s, {}, `?connectionTimeoutMillis=${String(limit)}`).connect(),
  },
  { library, knob: 'none', phase: 'acquire', expect: 'pending', run: (s) => exhausted(s, {}) },
  {
    library,
    knob: 'client.connectionTimeoutMillis',
    phase: 'acquire',
    expect: 'ends',
    run: (s) => exhausted(s, { connectionTimeoutMillis: limit }),
  },
  {
    library,
    knob: 'ambient.defaults.query_timeout',
    phase: 'query',
    expect: 'ends',
    alone: true,
    run: async (s) => {
      Object.assign(pg.defaults, { query_timeout: limit });
      const made = pool(s);
      const client = await made.connect();
      Object.assign(pg.defaults, { query_timeout: false });
      return client.query(sql);
    },
  },
];
