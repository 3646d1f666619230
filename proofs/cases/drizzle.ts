import { sql } from 'drizzle-orm';
import { drizzle as drizzleMysql } from 'drizzle-orm/mysql2';
import { drizzle as onPg } from 'drizzle-orm/node-postgres';
import { pgTable, integer } from 'drizzle-orm/pg-core';
import { drizzle as onPostgres } from 'drizzle-orm/postgres-js';
import mysql from 'mysql2/promise';
import pg from 'pg';
import postgres from 'postgres';

import { limit, second, type Case } from '../case.js';
import { gives } from '../gives.js';
import { pgTimes } from '../pg-cases.js';
import { speakMysql } from '../protocols/mysql.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const nodePg = subject('drizzle-node-postgres', 'drizzle-orm');
const onMysql = subject('drizzle', 'drizzle-orm');
const postgresJs = subject('drizzle-postgres-js', 'drizzle-orm');

const table = pgTable('t', { a: integer('a') });
const address = { host: '127.0.0.1', user: 'user', password: 'secret', database: 'db' } as const;

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const pool = (port: number, options: pg.PoolConfig = {}): pg.Pool => new pg.Pool({ ...address, port, ...options }).on('error', () => undefined);

const ofPg = (options: pg.PoolConfig) => ({
  acquire: async (s) => {
    const full = pool((await server(s)).port, { max: 1, ...options });
    await full.connect();
    return await onPg(full).select().from(table);
  },
  connect: async (s) => await onPg(pool(s.silentPort, options)).select().from(table),
  query: async (s) => await onPg(pool((await server(s)).port, options)).execute(sql`select hang`),
}) satisfies Stops;

type Options = postgres.Options<Record<string, never>>;
const client = (port: number, options: Options = {}): postgres.Sql => postgres({ ...address, port, fetch_types: false, ...options });

const ofPostgres = (options: Options) => ({
  connect: async (s) => await onPostgres(client(s.silentPort, options)).execute(sql`select 1`),
  query: async (s) => await onPostgres(client((await server(s)).port, options)).execute(sql`select hang`),
}) satisfies Stops;

type Db = ReturnType<typeof onPg>;

const lazy = (make: (db: Db) => unknown) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  const db = onPg(pool(own.port));
  return gives.lazy(() => make(db), () => own.open() > 0);
};

const rejecting = (make: (db: Db) => unknown) => async (s: Servers): Promise<string> => {
  const { port } = await s.speaking((socket) => socket.destroy());
  const db = onPg(pool(port));
  return gives.promise(() => make(db));
};

type Chain = (db: Pick<Db, 'select' | 'delete' | 'query'>) => unknown;

/** A statement that is run by `execute`, after so many links. */
const executed = (library: typeof nodePg, from: (make: Chain) => (s: Servers) => Promise<string>): readonly Case[] => [
  library.shown('Db.*().execute/gives', from((db) => db.delete(table).execute())),
  library.shown('Db.*().*().execute/gives', from((db) => db.select().from(table).execute())),
  library.shown('Db.*().*().*().execute/gives', from((db) => db.select().from(table).limit(1).execute())),
  library.shown('Db.*().*().*().*().execute/gives', from((db) => db.select().from(table).orderBy(table.a).limit(1).execute())),
  library.shown('Db.*().*().*().*().*().execute/gives', from((db) => db.select().from(table).where(sql`true`).orderBy(table.a).limit(1).execute())),
];

/** A select with so many links behind its beginning. */
const chained = (library: typeof nodePg, from: (make: Chain) => (s: Servers) => Promise<string>): readonly Case[] => [
  library.shown('Db.select().values/gives', from((db) => db.select().from(table))),
  library.shown('Db.select().*().values/gives', from((db) => db.select().from(table).limit(1))),
  library.shown('Db.select().*().*().values/gives', from((db) => db.select().from(table).orderBy(table.a).limit(1))),
  library.shown('Db.select().*().*().*().values/gives', from((db) => db.select().from(table).where(sql`true`).orderBy(table.a).limit(1))),
  library.shown('Db.select().*().*().*().*().values/gives', from((db) => db.select().from(table).where(sql`true`).groupBy(table.a).orderBy(table.a).limit(1))),
];

const lazyOnPostgres = (make: Chain) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  const db = onPostgres(client(own.port));
  return gives.lazy(() => make(db as unknown as Db), () => own.open() > 0);
};
const pools = (port: number) => mysql.createPool({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db' });
const lazyOnMysql = (make: Chain) => async (s: Servers): Promise<string> => {
  const own = await s.speaking(speakMysql);
  const db = drizzleMysql(pools(own.port));
  return gives.lazy(() => make(db as unknown as Db), () => own.open() > 0);
};
const rejectingOnMysql = (make: Chain) => async (s: Servers): Promise<string> => {
  const { port } = await s.speaking((socket) => socket.destroy());
  const db = drizzleMysql(pools(port));
  return gives.promise(() => make(db as unknown as Db));
};
/** Where nobody is, since it comes again to a server that breaks off. */
const rejectingOnPostgres = (make: Chain) => (): Promise<string> => {
  const db = onPostgres(client(1));
  return gives.promise(() => make(db as unknown as Db));
};

export const cases: readonly Case[] = [
  ...pgTimes(nodePg, ofPg),
  nodePg.wait('queryTimeout/query', async (s) => await onPg({ connection: { ...address, port: (await server(s)).port, query_timeout: limit } }).execute(sql`select hang`), { how: 'client.connection.query_timeout' }),
  nodePg.shown('Db/slot', (s) => selfWait(async (max) => {
    const db = onPg(pool((await server(s)).port, { max }));
    return db.transaction(async () => await db.select().from(table));
  })),
  nodePg.shown('drizzle/hears', async (s) => {
    const own = new pg.Pool({ ...address, port: (await server(s)).port });
    await onPg(own).select().from(table);
    if (own.listenerCount('error') > 0) throw new Error('it has a listener for error');
    return 'no listener for error on the pool';
  }),
  nodePg.shown('Db.transaction/gives', rejecting((db) => db.transaction(() => Promise.resolve()))),
  nodePg.shown('Db.select/gives', lazy((db) => db.execute(sql`select 1`))),
  nodePg.shown('Db.query.*.findMany/gives', async (s) => {
    const own = await server(s);
    const db = onPg(pool(own.port), { schema: { table } });
    return gives.lazy(() => db.query.table.findMany(), () => own.open() > 0);
  }),
  ...chained(nodePg, lazy),
  ...executed(nodePg, rejecting),
  ...chained(postgresJs, lazyOnPostgres),
  ...executed(postgresJs, rejectingOnPostgres),
  ...chained(onMysql, lazyOnMysql),
  ...executed(onMysql, rejectingOnMysql),
  ...stopping(postgresJs, 'statementTimeout', ofPostgres({ connection: { statement_timeout: limit } })),
  ...stopping(postgresJs, 'connectTimeout', ofPostgres({ connect_timeout: second })),
  postgresJs.wait('statementTimeout/default', ofPostgres({}).query),
  postgresJs.wait('statementTimeout/0/off', ofPostgres({ connection: { statement_timeout: 0 } }).query),
  postgresJs.wait('connectTimeout/default', ofPostgres({}).connect),
  postgresJs.wait('connectTimeout/0/off', ofPostgres({ connect_timeout: 0 }).connect),
  postgresJs.shown('Db/slot', (s) => selfWait(async (max) => {
    const db = onPostgres(client((await server(s)).port, { max }));
    return db.transaction(async () => await db.select().from(table));
  })),
];
