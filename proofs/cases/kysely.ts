import { Kysely, PostgresDialect, sql } from 'kysely';
import * as kysely29 from 'kysely-29';
import pg from 'pg';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { pgTimes } from '../pg-cases.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const kyselys = subject('kysely', 'kysely');
const { wait, shown } = kyselys;
const newer = subject('kysely', 'kysely-29');

type Tables = Record<'t' | 'hang', { a: number }>;

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const pool = (port: number, options: pg.PoolConfig = {}): pg.Pool => new pg.Pool({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options }).on('error', () => undefined);
const database = (port: number, options: pg.PoolConfig = {}): Kysely<Tables> => new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool(port, options) }) });

const ask = (db: Kysely<Tables>, table: keyof Tables): Promise<unknown> => db.selectFrom(table).select('a').execute();

const stops = (options: pg.PoolConfig) => ({
  acquire: async (s) => {
    const db = database((await server(s)).port, { max: 1, ...options });
    await db.startTransaction().execute();
    return ask(db, 't');
  },
  connect: (s) => ask(database(s.silentPort, options), 't'),
  query: async (s) => ask(database((await server(s)).port, options), 'hang'),
}) satisfies Stops;

const database29 = (port: number, options: pg.PoolConfig = {}): kysely29.Kysely<Tables> => new kysely29.Kysely<Tables>({ dialect: new kysely29.PostgresDialect({ pool: pool(port, options) }) });
const askInTime = (db: kysely29.Kysely<Tables>, table: keyof Tables): Promise<unknown> => db.selectFrom(table).select('a').execute({ signal: AbortSignal.timeout(limit) });

const bySignal: Stops = {
  acquire: async (s) => {
    const db = database29((await server(s)).port, { max: 1 });
    await db.startTransaction().execute();
    return askInTime(db, 't');
  },
  connect: (s) => askInTime(database29(s.silentPort), 't'),
  query: async (s) => askInTime(database29((await server(s)).port), 'hang'),
};

export const cases: readonly Case[] = [
  ...pgTimes(kyselys, stops),
  ...stopping(newer, 'signal', bySignal),
  wait('queryTimeout/query', async (s) => sql`select hang`.execute(database((await server(s)).port, { query_timeout: limit })), { how: 'raw' }),
  shown('Db/slot', (s) => selfWait(async (max) => {
    const db = database((await server(s)).port, { max });
    return db.transaction().execute(() => ask(db, 't'));
  })),
  shown('PostgresDialect/hears', async (s) => {
    const { port } = await server(s);
    const own = new pg.Pool({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db' });
    await ask(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) }), 't');
    if (own.listenerCount('error') > 0) throw new Error('it has a listener for error');
    return 'no listener for error on the pool';
  }),
  shown('Builder.stream/gives', async (s) => {
    const db = database((await server(s)).port);
    return gives.none(() => db.selectFrom('t').select('a').stream());
  }),
  shown('TransactionBuilder.execute/gives', async (s) => {
    const { port } = await s.speaking((socket) => socket.destroy());
    const db = database(port);
    return gives.promise(() => db.transaction().execute(() => Promise.resolve()));
  }),
  shown('Db.destroy/gives', async (s) => {
    const { port } = await server(s);
    const own = pool(port);
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) });
    await ask(db, 't');
    await own.end();
    return gives.promise(() => db.destroy());
  }),
];
