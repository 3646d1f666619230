import mssql from 'mssql';
import { Connection, Request } from 'tedious';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakTds } from '../protocols/tds.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';
import { zeroEndsAtOnce } from '../zero.js';

const mssqls = subject('mssql', 'mssql');
const tedious = subject('tedious', 'tedious');

const server = (s: Servers): Promise<Speaking> => s.speaking(speakTds);
const address = (port: number, options: Partial<mssql.config> = {}): mssql.config => ({ server: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options, options: { encrypt: false, trustServerCertificate: true, ...options.options } });
const pool = (port: number, options?: Partial<mssql.config>): Promise<mssql.ConnectionPool> => new mssql.ConnectionPool(address(port, options)).connect();

const stops = (options: Partial<mssql.config>) => ({
  acquire: async (s) => {
    const full = await pool((await server(s)).port, { ...options, pool: { max: 1, ...options.pool } });
    await full.transaction().begin();
    return full.request().query('select 1');
  },
  connect: (s) => pool(s.silentPort, options),
  query: async (s) => (await pool((await server(s)).port, options)).request().query('select hang'),
}) satisfies Stops;

interface Times {
  readonly requestTimeout?: number;
  readonly connectTimeout?: number;
}

/** A connection of tedious, once it is open. */
function opened(port: number, times: Times): Promise<Connection> {
  const authentication = { type: 'default', options: { userName: 'user', password: 'secret' } } as const;
  const connection = new Connection({ server: '127.0.0.1', authentication, options: { port, encrypt: false, trustServerCertificate: true, ...times } });
  return new Promise((resolve, reject) => {
    connection.on('error', () => undefined);
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

const ask = async (port: number, times: Times): Promise<void> => {
  const connection = await opened(port, times);
  return new Promise((resolve, reject) => connection.execSql(new Request('select hang', (error) => (error ? reject(error) : resolve()))));
};

export const cases: readonly Case[] = [
  ...stopping(mssqls, 'requestTimeout', stops({ requestTimeout: limit, connectionTimeout: 60_000 })),
  ...stopping(mssqls, 'requestTimeout', { query: stops({ options: { requestTimeout: limit } }).query }, 'client.options.requestTimeout'),
  ...stopping(mssqls, 'connectionTimeout', stops({ connectionTimeout: limit })),
  ...stopping(mssqls, 'acquireTimeout', stops({ pool: { acquireTimeoutMillis: limit } })),
  mssqls.wait('requestTimeout/default', stops({}).query),
  mssqls.wait('requestTimeout/0/off', stops({ requestTimeout: 0 }).query, { overrides: true }),
  mssqls.wait('requestTimeout/Infinity/off', stops({ requestTimeout: Infinity }).query, { overrides: true }),
  mssqls.wait('requestTimeout/-1/off', stops({ requestTimeout: -1 }).query, { overrides: true }),
  mssqls.wait('connectionTimeout/default', stops({}).connect),
  mssqls.shown('connectionTimeout/0-at-client.connectionTimeout', (s) => zeroEndsAtOnce(() => pool(s.silentPort, { connectionTimeout: 0 }))),
  mssqls.wait('acquireTimeout/default', stops({}).acquire),
  mssqls.wait('ownConnectionTimeout/connect', (s) => mssql.connect(address(s.silentPort, { connectionTimeout: limit })), { alone: true }),
  mssqls.shown('ConnectionPool.connect/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const made = await pool(own.port);
      await made.request().query('select 1');
      return () => made.close();
    });
  }),
  mssqls.held('Transaction.begin/release', async (s, release) => {
    const made = await pool((await server(s)).port, { pool: { max: 1 } });
    const transaction = made.transaction();
    await transaction.begin();
    if (release) await transaction.commit();
    return made.request().query('select 1');
  }),
  mssqls.shown('ConnectionPool.connect/gives', async (s) => {
    const { port } = await s.speaking((socket) => socket.destroy());
    return gives.promise(() => pool(port));
  }),
  mssqls.shown('Request.query/gives', async (s) => {
    const { port, drop } = await server(s);
    const made = await pool(port);
    await made.close();
    drop();
    return gives.promise(() => made.request().query('select 1'));
  }),
  ...stopping(tedious, 'requestTimeout', { query: async (s) => ask((await server(s)).port, { requestTimeout: limit }) }),
  ...stopping(tedious, 'connectTimeout', { connect: (s) => opened(s.silentPort, { connectTimeout: limit }) }),
  tedious.wait('requestTimeout/default', async (s) => ask((await server(s)).port, {})),
  tedious.wait('requestTimeout/0/off', async (s) => ask((await server(s)).port, { requestTimeout: 0 }), { overrides: true }),
  tedious.wait('connectTimeout/default', (s) => opened(s.silentPort, {})),
  tedious.shown('connectTimeout/0-at-client.options.connectTimeout', (s) => zeroEndsAtOnce(() => opened(s.silentPort, { connectTimeout: 0 }))),
  tedious.shown('Connection.execSql/gives', async (s) => {
    const connection = await opened((await server(s)).port, {});
    return gives.none(() => connection.execSql(new Request('select 1', () => undefined)));
  }),
];
