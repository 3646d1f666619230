import pg from 'pg';

import type { Case } from '../case.js';
import { gives } from '../gives.js';
import { pgPools } from '../pg-cases.js';
import { speakPostgres } from '../protocols/postgres.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const pgs = subject('pg', 'pg');
const { wait, event, shown } = pgs;

const sql = 'select 1';
const hang = 'select hang';

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const options = (port: number): pg.PoolConfig => ({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db' });
const pool = (port: number, more: pg.PoolConfig = {}): pg.Pool => new pg.Pool({ ...options(port), ...more }).on('error', () => undefined);

/** Nobody answers there: the connection is closed at once. */
const closed = async (s: Servers): Promise<number> => (await s.speaking((socket) => socket.destroy())).port;

async function stops(s: Servers, more: pg.PoolConfig): Promise<unknown> {
  return pool((await server(s)).port, more).query(hang);
}

export const cases: readonly Case[] = [
  wait('queryTimeout/false/off', (s) => stops(s, { query_timeout: false as unknown as number })),
  wait('statementTimeout/0/off', (s) => stops(s, { statement_timeout: 0 })),
  wait('statementTimeout/false/off', (s) => stops(s, { statement_timeout: false })),
  wait('clientConnectionTimeout/0/off', (s) => new pg.Client({ ...options(s.silentPort), connectionTimeoutMillis: 0 }).connect()),
  event('Client/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const client = new pg.Client(options(port));
    hear(client);
    await client.connect();
    drop();
  }),
  ...pgPools(pgs, (port, max) => new pg.Pool({ ...options(port), ...(max !== undefined && { max }) })),
  shown('Client.connect/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const client = new pg.Client(options(own.port));
      await client.connect();
      return () => client.end();
    });
  }),
  shown('Pool.connect/released-twice', async (s) => {
    const client = await pool((await server(s)).port).connect();
    client.release();
    try {
      client.release();
    } catch (error) {
      return `throws: ${error instanceof Error ? error.message.slice(0, 60) : ''}`;
    }
    throw new Error('it throws nothing');
  }),
  shown('Pool.connect/used-afterwards', async (s) => {
    const made = pool((await server(s)).port, { max: 1 });
    const first = await made.connect();
    first.release();
    const second = await made.connect();
    if (first !== second) throw new Error('the next one gets another client');
    await first.query(sql);
    return 'the next one has the same client, and the query of the first one runs on it';
  }),
  shown('Pool.query/gives', async (s) => {
    const port = await closed(s);
    return gives.promise(() => pool(port).query(sql));
  }),
  shown('Pool.connect/gives', async (s) => {
    const port = await closed(s);
    return gives.promise(() => pool(port).connect());
  }),
  shown('Pool.end/gives', async (s) => {
    const made = pool((await server(s)).port);
    await made.end();
    return gives.promise(() => made.end());
  }),
  shown('Client.end/gives', async (s) => {
    const { port, drop } = await server(s);
    const client = new pg.Client(options(port)).on('error', () => undefined);
    await client.connect();
    drop();
    return gives.settles(() => client.end());
  }),
  shown('escapeIdentifier/escapes', () => escapes(pg.escapeIdentifier, pg.escapeLiteral)),
  shown('Pool.escapeIdentifier/escapes', () => escapes((name) => new pg.Client().escapeIdentifier(name), (value) => new pg.Client().escapeLiteral(value))),
];

/** Quotes within are doubled, so that none ends the name or the value. */
function escapes(name: (text: string) => string, value: (text: string) => string): Promise<string> {
  const seen = `${name('a"b')} ${value("a'b")}`;
  if (seen !== `"a""b" 'a''b'`) throw new Error(`a quote within stays as it is: ${seen}`);
  return Promise.resolve(`quotes within are doubled: ${seen}`);
}
