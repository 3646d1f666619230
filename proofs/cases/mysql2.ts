import callbacks from 'mysql2';
import mysql from 'mysql2/promise';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMysql } from '../protocols/mysql.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const promises = subject('mysql2', 'mysql2');
const withCallbacks = subject('mysql2-callbacks', 'mysql2');

const server = (s: Servers): Promise<Speaking> => s.speaking(speakMysql);
const address = (port: number, options: mysql.PoolOptions): mysql.PoolOptions => ({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options });

/** A pool that gives promises, by either of the ways to one. */
type Make = (port: number, options?: mysql.PoolOptions) => mysql.Pool;
const pool: Make = (port, options = {}) => mysql.createPool(address(port, options));
const promised: Make = (port, options = {}) => callbacks.createPool(address(port, options)).promise();

const stops = (make: Make, options: mysql.PoolOptions, timeout?: number) => ({
  connect: (s) => make(s.silentPort, options).query({ sql: 'select 1', ...(timeout !== undefined && { timeout }) }),
  query: async (s) => make((await server(s)).port, options).query({ sql: 'select hang', ...(timeout !== undefined && { timeout }) }),
}) satisfies Stops;

async function exhausted(s: Servers, make: Make, options: mysql.PoolOptions = {}): Promise<unknown> {
  const full = make((await server(s)).port, { connectionLimit: 1, ...options });
  await full.getConnection();
  return full.getConnection();
}

const closes = (open: (port: number) => Promise<{ end(): Promise<void> }>) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  return stays(own, async () => {
    const made = await open(own.port);
    return () => made.end();
  });
};

const used = async (port: number, make: Make): Promise<mysql.Pool> => {
  const made = make(port);
  await made.query('select 1');
  return made;
};

const both = (suite: typeof promises, make: Make): readonly Case[] => [
  ...stopping(suite, 'timeout', stops(make, {}, limit)),
  ...stopping(suite, 'connectTimeout', { ...stops(make, { connectTimeout: limit }), acquire: (s) => exhausted(s, make, { connectTimeout: limit }) }),
  suite.wait('timeout/query', async (s) => make((await server(s)).port).execute({ sql: 'select hang', timeout: limit }), { how: 'execute' }),
  suite.wait('timeout/default', stops(make, {}).query),
  suite.wait('timeout/0/off', stops(make, {}, 0).query),
  suite.wait('connectTimeout/default', stops(make, {}).connect),
  suite.wait('connectTimeout/0/off', stops(make, { connectTimeout: 0 }).connect),
  suite.wait('PromisePool.getConnection/acquire', (s) => exhausted(s, promised)),
  suite.held('PromisePool.getConnection/release', (s, release) => takenTwice(s, promised, release)),
  suite.shown('PromisePool.getConnection/used-afterwards', (s) => usedAfterwards(s, promised)),
  suite.shown('createPool/release', closes((port) => used(port, make))),
  suite.shown('Pool/slot', (s) => selfWait(async (connectionLimit) => {
    const made = make((await server(s)).port, { connectionLimit });
    await made.getConnection();
    return made.query('select 1');
  })),
  suite.shown('escape/escapes', () => escaped(callbacks.escape("a'b"), callbacks.escapeId('a`b'))),
  suite.shown('Pool.escape/escapes', () => escaped(make(1).escape("a'b"), make(1).escapeId('a`b'))),
];

async function takenTwice(s: Servers, make: Make, release: boolean): Promise<unknown> {
  const made = make((await server(s)).port, { connectionLimit: 1 });
  const connection = await made.getConnection();
  if (release) connection.release();
  return made.getConnection();
}

async function usedAfterwards(s: Servers, make: Make): Promise<string> {
  const made = make((await server(s)).port, { connectionLimit: 1 });
  const first = await made.getConnection();
  first.release();
  const second = await made.getConnection();
  if (first.connection !== second.connection) throw new Error('the next one gets another connection');
  await first.query('select 1');
  return 'the next one has the same connection, and the query of the first one runs on it';
}

function escaped(value: string, name: string): Promise<string> {
  const seen = `${value} ${name}`;
  if (seen !== "'a\\'b' `a``b`") throw new Error(`a quote within stays as it is: ${seen}`);
  return Promise.resolve(`quotes within are escaped: ${seen}`);
}

const dropped = async (s: Servers): Promise<number> => (await s.speaking((socket) => socket.destroy())).port;

export const cases: readonly Case[] = [
  ...both(promises, pool),
  ...both(withCallbacks, promised),
  promises.wait('Pool.getConnection/acquire', (s) => exhausted(s, pool)),
  promises.held('Pool.getConnection/release', (s, release) => takenTwice(s, pool, release)),
  promises.shown('Pool.getConnection/used-afterwards', (s) => usedAfterwards(s, pool)),
  promises.shown('createConnection/release', closes((port) => mysql.createConnection(address(port, {})))),
  promises.shown('PoolConnection.beginTransaction/gives', async (s) => {
    const { port, drop } = await server(s);
    const connection = await mysql.createConnection(address(port, {}));
    connection.on('error', () => undefined);
    drop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return gives.promise(() => connection.beginTransaction());
  }),
  withCallbacks.wait('Pool.getConnection/acquire', async (s) => {
    const full = callbacks.createPool(address((await server(s)).port, { connectionLimit: 1 }));
    return new Promise((resolve) => full.getConnection(() => full.getConnection(resolve)));
  }),
  withCallbacks.held('Pool.getConnection/release', async (s, release) => {
    const full = callbacks.createPool(address((await server(s)).port, { connectionLimit: 1 }));
    return new Promise((resolve) =>
      full.getConnection((_, connection) => {
        if (release) connection.release();
        full.getConnection(resolve);
      }),
    );
  }),
  withCallbacks.event('createConnection()/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const connection = callbacks.createConnection(address(port, {}));
    hear(connection);
    connection.once('connect', () => setTimeout(drop, 100));
  }),
  withCallbacks.shown('PromiseConnection.beginTransaction/gives', async (s) => {
    const connection = callbacks.createConnection(address(await dropped(s), {})).on('error', () => undefined);
    return gives.promise(() => connection.promise().beginTransaction());
  }),
];
