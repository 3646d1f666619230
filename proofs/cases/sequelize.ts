import { DataTypes, QueryTypes, Sequelize, type Options } from 'sequelize';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMariadb } from '../protocols/mysql.js';
import { speakPostgres } from '../protocols/postgres.js';
import { speakTds } from '../protocols/tds.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const sequelize = subject('sequelize', 'sequelize');
const { wait, held, shown } = sequelize;

/** It asks its server nothing before the first query. */
const unversioned: object = { databaseVersion: '16.0.0' };

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const database = (port: number, options: Options = {}): Sequelize =>
  new Sequelize('db', 'user', 'secret', { dialect: 'postgres', host: '127.0.0.1', port, logging: false, ...unversioned, ...options, retry: { max: 0 } });

/** The first connection is opened outside of the pool: it is there before the time counts. */
async function full(port: number, options: Options): Promise<Sequelize> {
  const made = database(port, { ...options, pool: { max: 1, ...options.pool } });
  await made.transaction();
  return made;
}

const stops = (dialectOptions: object, options: Options = {}) => ({
  acquire: async (s) => (await full((await server(s)).port, { ...options, dialectOptions })).query('select 1'),
  query: async (s) => database((await server(s)).port, { ...options, dialectOptions }).query('select hang'),
}) satisfies Stops;

const on = (dialect: 'mssql' | 'mariadb', speak: typeof speakTds, dialectOptions: object) => ({
  acquire: async (s) => (await full((await s.speaking(speak)).port, { dialect, dialectOptions })).query('select 1'),
  query: async (s) => database((await s.speaking(speak)).port, { dialect, dialectOptions }).query('select hang'),
}) satisfies Stops;

const onMssql = (requestTimeout?: number) => on('mssql', speakTds, { options: { ...(requestTimeout !== undefined && { requestTimeout }), encrypt: false } });
const onMariadb = (options: object) => on('mariadb', speakMariadb, options);

const closing = (make: (port: number) => Sequelize) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  return stays(own, async () => {
    const db = make(own.port);
    await db.query('select 1');
    return () => db.close();
  });
};

export const cases: readonly Case[] = [
  ...stopping(sequelize, 'queryTimeout', stops({ query_timeout: limit })),
  ...stopping(sequelize, 'statementTimeout', stops({ statement_timeout: limit })),
  ...stopping(sequelize, 'requestTimeout', onMssql(limit)),
  ...stopping(sequelize, 'mariadbTimeout', onMariadb({ queryTimeout: limit })),
  ...stopping(sequelize, 'mariadbTimeout', { query: onMariadb({ socketTimeout: limit }).query }, 'client.dialectOptions.socketTimeout'),
  // A connection is opened within this time as well.
  ...stopping(sequelize, 'acquire', stops({}, { pool: { acquire: 1_000 } })),
  wait('acquire/default', stops({}).acquire),
  wait('queryTimeout/query', async (s) => new Sequelize(`postgres://user:secret@127.0.0.1:${String((await server(s)).port)}/db?query_timeout=${String(limit)}`, { logging: false }).query('select hang'), { how: 'url.query_timeout' }),
  wait('queryTimeout/default', stops({}).query),
  wait('queryTimeout/0/off', stops({ query_timeout: 0 }).query),
  wait('queryTimeout/false/off', stops({ query_timeout: false }).query),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ statement_timeout: 0 }).query),
  wait('statementTimeout/false/off', stops({ statement_timeout: false }).query),
  wait('requestTimeout/0/off', onMssql(0).query),
  wait('requestTimeout/default', onMssql().query),
  wait('requestTimeout/alone', stops({ requestTimeout: limit }).query),
  wait('mariadbTimeout/default', onMariadb({}).query),
  wait('mariadbTimeout/0/off', onMariadb({ queryTimeout: 0 }).query),
  wait('Table.findAll/timeout/ignored', async (s) => {
    const db = database((await server(s)).port);
    return db.define('hang', { a: DataTypes.INTEGER }).findAll({ timeout: limit } as object);
  }),
  wait('Db.query/timeout/ignored', async (s) => database((await server(s)).port).query('select hang', { type: QueryTypes.SELECT, timeout: limit } as object)),
  wait('Db.query/client.dialectOptions.requestTimeout/ignored', on('mssql', speakTds, { requestTimeout: limit, options: { encrypt: false } }).query),
  shown('export/release', closing((port) => database(port))),
  shown('Sequelize/release', closing((port) => database(port))),
  held('Db.transaction/release', async (s, release) => {
    const db = database((await server(s)).port, { pool: { max: 1 } });
    const transaction = await db.transaction();
    if (release) await transaction.commit();
    return db.query('select 1');
  }),
  shown('Db/slot', (s) => selfWait(async (max) => {
    const db = database((await server(s)).port, { pool: { max } });
    return db.transaction(() => db.query('select 1'));
  })),
  shown('Db.transaction/gives', async (s) => {
    const { port } = await s.speaking((socket) => socket.destroy());
    const db = database(port);
    return gives.promise(() => db.transaction());
  }),
  shown('Db.escape/escapes', () => {
    const text = database(1).escape("a'b");
    if (text !== "'a''b'") throw new Error(`a quote within stays as it is: ${text}`);
    return Promise.resolve(`quotes within are doubled: ${text}`);
  }),
];
