import pg from 'pg';

import { limit, type Case } from '../case.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const { wait, held } = subject('pg', 'pg');

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
  wait('queryTimeout/query', (s) => pool(s, { query_timeout: limit }).query(sql)),
  wait('queryTimeout/query', async (s) => (await pool(s, { query_timeout: limit }).connect()).query(sql), { how: 'pooled client' }),
  wait('queryTimeout/query', (s) => pool(s).query(Object.assign({ text: sql }, { query_timeout: limit })), { how: 'arg0.query_timeout' }),
  wait('queryTimeout/query', (s) => pool(s, {}, `?query_timeout=${String(limit)}`).query(sql), { how: 'url.query_timeout' }),
  wait('queryTimeout/query', async (s) => {
    Object.assign(pg.defaults, { query_timeout: limit });
    const made = pool(s);
    const client = await made.connect();
    Object.assign(pg.defaults, { query_timeout: false });
    return client.query(sql);
  }, { how: 'ambient.defaults.query_timeout', alone: true }),
  wait('queryTimeout/connect', (s) => lost(s, { query_timeout: limit }).query(sql)),
  wait('queryTimeout/acquire', (s) => exhausted(s, { query_timeout: limit })),
  wait('queryTimeout/default', (s) => pool(s).query(sql)),
  wait('queryTimeout/0/off', (s) => pool(s, { query_timeout: 0 }).query(sql)),
  wait('statementTimeout/query', (s) => pool(s, { statement_timeout: limit }).query(sql)),
  wait('statementTimeout/query', (s) => pool(s, {}, `?statement_timeout=${String(limit)}`).query(sql), { how: 'url.statement_timeout' }),
  wait('statementTimeout/acquire', (s) => exhausted(s, { statement_timeout: limit })),
  wait('statementTimeout/connect', (s) => lost(s, { statement_timeout: limit }).connect()),
  wait('statementTimeout/default', (s) => pool(s).query(sql)),
  wait('connectionTimeout/connect', (s) => lost(s, { connectionTimeoutMillis: limit }).connect()),
  wait('connectionTimeout/acquire', (s) => exhausted(s, { connectionTimeoutMillis: limit })),
  wait('connectionTimeout/query', (s) => pool(s, { connectionTimeoutMillis: limit }).query(sql)),
  wait('connectionTimeout/default', (s) => lost(s).connect()),
  wait('connectionTimeout/default', (s) => exhausted(s, {}), { how: 'all clients taken' }),
  wait('connectionTimeout/0/off', (s) => lost(s, { connectionTimeoutMillis: 0 }).connect()),
  wait('clientConnectionTimeout/connect', (s) => new pg.Client({ connectionString: address(s.silentPort), connectionTimeoutMillis: limit }).connect()),
  wait('clientConnectionTimeout/default', (s) => new pg.Client({ connectionString: address(s.silentPort) }).connect()),
  held('Pool.connect/release', async (s, release) => {
    const made = pool(s, { max: 1 });
    const client = await made.connect();
    if (release) client.release();
    return made.connect();
  }),
];
