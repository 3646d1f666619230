import knex, { type Knex } from 'knex';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMysql } from '../protocols/mysql.js';
import { speakPostgres } from '../protocols/postgres.js';
import { speakTds } from '../protocols/tds.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const knexes = subject('knex', 'knex');
const { wait, held, shown } = knexes;

type Options = Omit<Knex.Config, 'connection'> & { readonly connection?: object };

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const mysql = async (s: Servers): Promise<number> => (await s.speaking(speakMysql)).port;
const mssql = async (s: Servers): Promise<number> => (await s.speaking(speakTds)).port;

const database = (port: number, { connection, ...options }: Options = {}): Knex =>
  knex({ client: 'pg', ...options, connection: { host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...connection } } as Knex.Config);

const sqlServer = (port: number, connection: object): Knex => knex({ client: 'mssql', connection: { server: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...connection } } as Knex.Config);

const stops = (options: Options, ask = (query: Knex.Raw): Knex.Raw => query) => ({
  acquire: async (s) => {
    const full = database((await server(s)).port, { pool: { min: 0, max: 1 }, ...options });
    await full.transaction();
    return await ask(full.raw('select 1'));
  },
  connect: async (s) => await ask(database(s.silentPort, options).raw('select 1')),
  query: async (s) => await ask(database((await server(s)).port, options).raw('select hang')),
}) satisfies Stops;

const onMssql = (connection: object): Stops => ({
  acquire: async (s) => {
    const full = knex({ client: 'mssql', pool: { min: 0, max: 1 }, connection: { server: '127.0.0.1', port: await mssql(s), user: 'user', password: 'secret', ...connection } } as Knex.Config);
    await full.transaction();
    return await full.raw('select 1');
  },
  connect: async (s) => await sqlServer(s.silentPort, connection).raw('select 1'),
  query: async (s) => await sqlServer(await mssql(s), connection).raw('select hang'),
});

/** Something that has not asked its server before it is awaited. */
const lazy = (make: (db: Knex) => unknown) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  const db = database(own.port);
  return gives.lazy(() => make(db), () => own.open() > 0);
};

/** A promise that rejects, because its server closes each connection. */
const rejecting = (make: (db: Knex) => unknown) => async (s: Servers): Promise<string> => {
  const { port } = await s.speaking((socket) => socket.destroy());
  const db = database(port);
  return gives.promise(() => make(db));
};

const closing = (make: typeof knex) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  return stays(own, async () => {
    const db = make({ client: 'pg', connection: { host: '127.0.0.1', port: own.port, user: 'user', password: 'secret', database: 'db' } });
    await db.raw('select 1');
    return () => db.destroy();
  });
};

export const cases: readonly Case[] = [
  ...stopping(knexes, 'timeout', stops({}, (query) => query.timeout(limit))),
  ...stopping(knexes, 'queryTimeout', stops({ connection: { query_timeout: limit } })),
  ...stopping(knexes, 'statementTimeout', stops({ connection: { statement_timeout: limit } })),
  ...stopping(knexes, 'requestTimeout', onMssql({ options: { requestTimeout: limit } })),
  ...stopping(knexes, 'acquireConnectionTimeout', stops({ acquireConnectionTimeout: limit })),
  wait('acquireConnectionTimeout/acquire', stops({ pool: { min: 0, max: 1, acquireTimeoutMillis: limit } }).acquire, { how: 'client.pool.acquireTimeoutMillis' }),
  wait('timeout/query', async (s) => await database((await server(s)).port)('hang').where({ a: 1 }).timeout(limit), { how: 'builder' }),
  wait('timeout/default', stops({}).query),
  wait('timeout/0/off', stops({}, (query) => query.timeout(0)).query),
  wait('queryTimeout/default', stops({}).query),
  wait('queryTimeout/0/off', stops({ connection: { query_timeout: 0 } }).query),
  wait('queryTimeout/false/off', stops({ connection: { query_timeout: false } }).query),
  wait('queryTimeout/alone', async (s) => await database(await mysql(s), { client: 'mysql2', connection: { query_timeout: limit } }).raw('select hang'), { how: 'mysql2' }),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ connection: { statement_timeout: 0 } }).query),
  wait('statementTimeout/false/off', stops({ connection: { statement_timeout: false } }).query),
  wait('statementTimeout/alone', async (s) => await database(await mysql(s), { client: 'mysql2', connection: { statement_timeout: limit } }).raw('select hang'), { how: 'mysql2' }),
  wait('requestTimeout/0/off', onMssql({ options: { requestTimeout: 0 } }).query ?? never),
  wait('requestTimeout/Infinity/off', onMssql({ options: { requestTimeout: Infinity } }).query ?? never),
  wait('requestTimeout/default', onMssql({}).query ?? never),
  wait('requestTimeout/alone', stops({ connection: { requestTimeout: limit } }).query, { how: 'pg' }),
  wait('acquireConnectionTimeout/default', stops({}).acquire),
  wait('Db/client.connection.acquireTimeout/ignored', stops({ connection: { acquireTimeout: limit } }).acquire),
  shown('export/release', closing(knex)),
  shown('knex/release', closing(knex.knex)),
  held('Db.transaction/release', async (s, release) => {
    const db = database((await server(s)).port, { pool: { min: 0, max: 1 } });
    const transaction = await db.transaction();
    await transaction.raw('select 1');
    if (release) await transaction.commit();
    return await db.raw('select 1');
  }),
  shown('Db/slot', (s) => selfWait(async (max) => {
    const db = database((await server(s)).port, { pool: { min: 0, max } });
    return db.transaction(async (transaction) => {
      await transaction.raw('select 1');
      return await db.raw('select 1');
    });
  })),
  shown('Db.transaction/gives', rejecting((db) => db.transaction())),
  shown('Db.batchInsert/gives', rejecting((db) => db.batchInsert('t', [{ a: 1 }]))),
  shown('Db.migrate.latest/gives', rejecting((db) => db.migrate.latest({ directory: '/tmp' }))),
  shown('Db.seed.run/gives', rejecting((db) => db.seed.run({ directory: '/nowhere' }))),
  shown('Db/gives', lazy((db) => db('t'))),
  shown('Db.raw/gives', lazy((db) => db.raw('select 1'))),
  shown('Builder.where/gives', lazy((db) => db('t').where({ a: 1 }))),
  shown('Db.schema.*/gives', lazy((db) => db.schema.hasTable('t'))),
  shown('Trx/gives', async (s) => {
    const texts: string[] = [];
    const db = database((await server(s)).port).on('query', ({ sql }: { readonly sql: string }) => texts.push(sql));
    const transaction = await db.transaction();
    return gives.lazy(() => transaction('t'), () => texts.some((text) => text.includes('"t"')));
  }),
  shown('Builder.toString/escapes', () => {
    const text = knex({ client: 'pg' })('t').where({ a: "b'c" }).toString();
    if (!text.includes("'b''c'")) throw new Error(`a quote within stays as it is: ${text}`);
    return Promise.resolve(`quotes within are doubled: ${text}`);
  }),
  shown('Db.ref/escapes', () => {
    const db = knex({ client: 'pg' });
    const text = db('t').select(db.ref('a"b')).toString();
    if (!text.includes('"a""b"')) throw new Error(`a quote within stays as it is: ${text}`);
    return Promise.resolve(`quotes within are doubled: ${text}`);
  }),
];

function never(): Promise<never> {
  return new Promise(() => undefined);
}
