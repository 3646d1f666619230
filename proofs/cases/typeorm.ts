import { DataSource, type DataSourceOptions } from 'typeorm';

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

const typeorm = subject('typeorm', 'typeorm');
const { wait, held, shown } = typeorm;

type Options = Readonly<Record<string, unknown>> & { readonly extra?: object };

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const source = (port: number, options: object): DataSource => new DataSource({ type: 'postgres', host: '127.0.0.1', port, username: 'user', password: 'secret', database: 'db', ...options } as DataSourceOptions);
const opened = (port: number, options: object = {}): Promise<DataSource> => source(port, options).initialize();

const stopsOf = (speak: typeof speakPostgres, size: (max: number) => object, base: object = {}) => (options: Options) => ({
  acquire: async (s) => {
    const full = await opened((await s.speaking(speak)).port, { ...base, ...size(1), ...options, ...(options.extra && { extra: { ...options.extra } }) });
    await full.createQueryRunner().startTransaction();
    return full.query('select 1');
  },
  connect: (s) => opened(s.silentPort, { ...base, ...options }),
  query: async (s) => (await opened((await s.speaking(speak)).port, { ...base, ...options })).query('select hang'),
}) satisfies Stops;

const stops = stopsOf(speakPostgres, (poolSize) => ({ poolSize }));
const onMysql = stopsOf(speakMysql, (poolSize) => ({ poolSize }), { type: 'mysql' });
const onMssql = stopsOf(speakTds, (max) => ({ pool: { max, min: 0 } }), { type: 'mssql', options: { encrypt: false } });

/** What TypeORM does not hand on, by each of the ways to ask. */
const ignored = (option: object & Readonly<Record<string, number>>): readonly Case[] => {
  const ask = (run: (db: DataSource) => Promise<unknown>) => async (s: Servers): Promise<unknown> => run(await opened((await server(s)).port, option));
  const [name = ''] = Object.keys(option);
  return [
    wait(`Db.query/client.${name}/ignored`, ask((db) => db.query('select hang'))),
    wait(`OpenDb.query/client.${name}/ignored`, ask((db) => db.query('select hang'))),
    wait(`Manager.find/client.${name}/ignored`, ask((db) => db.manager.query('select hang'))),
    wait(`Runner.query/client.${name}/ignored`, ask((db) => db.createQueryRunner().query('select hang'))),
    wait(`Builder.getMany/client.${name}/ignored`, ask((db) => db.createQueryBuilder().select('1').from('hang', 'hang').getRawMany())),
  ];
};

const rejecting = (make: (port: number) => unknown) => async (s: Servers): Promise<string> => {
  const { port } = await s.speaking((socket) => socket.destroy());
  return gives.promise(() => make(port));
};

export const cases: readonly Case[] = [
  ...stopping(typeorm, 'queryTimeout', stops({ extra: { query_timeout: limit } })),
  ...stopping(typeorm, 'statementTimeout', stops({ extra: { statement_timeout: limit } })),
  ...stopping(typeorm, 'requestTimeout', onMssql({ requestTimeout: limit })),
  ...stopping(typeorm, 'enableQueryTimeout', onMysql({ enableQueryTimeout: true, maxQueryExecutionTime: limit })),
  ...stopping(typeorm, 'connectTimeout', stops({ connectTimeoutMS: limit })),
  wait('queryTimeout/default', stops({}).query),
  wait('queryTimeout/0/off', stops({ extra: { query_timeout: 0 } }).query),
  wait('queryTimeout/false/off', stops({ extra: { query_timeout: false } }).query),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ extra: { statement_timeout: 0 } }).query),
  wait('statementTimeout/false/off', stops({ extra: { statement_timeout: false } }).query),
  wait('requestTimeout/0/off', onMssql({ requestTimeout: 0 }).query),
  wait('requestTimeout/default', onMssql({}).query),
  ...stopping(typeorm, 'connectionTimeout', onMssql({ connectionTimeout: limit })),
  ...stopping(typeorm, 'acquireTimeout', { acquire: onMssql({ pool: { max: 1, min: 0, acquireTimeoutMillis: limit } }).acquire, query: onMssql({ pool: { max: 1, min: 0, acquireTimeoutMillis: limit } }).query }),
  wait('connectionTimeout/default', onMssql({}).connect),
  wait('acquireTimeout/default', onMssql({}).acquire),
  wait('requestTimeout/alone', stops({ requestTimeout: limit }).query),
  wait('enableQueryTimeout/default', onMysql({ maxQueryExecutionTime: limit }).query),
  wait('enableQueryTimeout/false/off', onMysql({ enableQueryTimeout: false, maxQueryExecutionTime: limit }).query),
  wait('connectTimeout/default', stops({}).connect),
  wait('connectTimeout/default', stops({}).acquire, { how: 'all clients taken' }),
  wait('connectTimeout/0/off', stops({ connectTimeoutMS: 0 }).connect),
  ...ignored({ maxQueryExecutionTime: limit }),
  ...ignored({ statement_timeout: limit }),
  ...ignored({ query_timeout: limit }),
  shown('Db.initialize/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const db = await opened(own.port);
      return () => db.destroy();
    });
  }),
  held('Runner.connect/release', async (s, release) => {
    const db = await opened((await server(s)).port, { poolSize: 1 });
    const runner = db.createQueryRunner();
    await runner.connect();
    if (release) await runner.release();
    return db.query('select 1');
  }),
  shown('Db/slot', (s) => selfWait(async (poolSize) => {
    const db = await opened((await server(s)).port, { poolSize });
    return db.transaction(() => db.query('select 1'));
  })),
  shown('Db.initialize/gives', rejecting((port) => opened(port))),
  shown('Db.transaction/gives', async (s) => {
    const db = await opened((await server(s)).port);
    return gives.promise(() => db.transaction(() => Promise.reject(new Error('work failed'))));
  }),
  shown('Db.destroy/gives', () => {
    const db = source(1, {});
    return gives.promise(() => db.destroy());
  }),
  shown('Runner.connect/gives', async (s) => {
    const { port, drop } = await server(s);
    const db = await opened(port);
    const pool = (db.driver as unknown as { readonly master: { end(): Promise<void> } }).master;
    await pool.end();
    drop();
    return gives.promise(() => db.createQueryRunner().connect());
  }),
];
