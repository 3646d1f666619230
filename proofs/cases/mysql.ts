import mysql, { type Pool, type PoolConfig } from 'mysql';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMysql } from '../protocols/mysql.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const mysqls = subject('mysql', 'mysql');
const { wait, event, held, shown } = mysqls;

const server = (s: Servers): Promise<Speaking> => s.speaking(speakMysql);
const address = (port: number, options: PoolConfig = {}): PoolConfig => ({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options });
const pool = (port: number, options?: PoolConfig): Pool => mysql.createPool(address(port, options));

/** What callbacks say, as a promise. */
const told = (run: (done: (error: unknown) => void) => unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    run((error) => (error instanceof Error ? reject(error) : resolve()));
  });

const stops = (options: PoolConfig, timeout?: number) => ({
  handshake: (s) => told((done) => pool(s.silentPort, options).query({ sql: 'select 1', ...(timeout !== undefined && { timeout }) }, done)),
  query: async (s) => {
    const { port } = await server(s);
    return told((done) => pool(port, options).query({ sql: 'select hang', ...(timeout !== undefined && { timeout }) }, done));
  },
}) satisfies Stops;

const unreachable = (s: Servers): number => Number(new URL(s.unreachable).port);
const alone = (port: number, options?: PoolConfig, call: { readonly timeout?: number } = {}): Promise<void> => told((done) => mysql.createConnection(address(port, options)).connect(call, done));

export const cases: readonly Case[] = [
  ...stopping(mysqls, 'timeout', stops({ acquireTimeout: 60_000, connectTimeout: 60_000 }, limit)),
  // It is about the connection of TCP: a server that accepts and is silent is left to acquireTimeout.
  ...stopping(mysqls, 'connectTimeout', { ...stops({ connectTimeout: limit }), connect: (s) => told((done) => pool(unreachable(s), { connectTimeout: limit }).query('select 1', done)), handshake: (s) => alone(s.silentPort, { connectTimeout: limit }) }),
  ...stopping(mysqls, 'handshakeTimeout', { connect: (s) => alone(unreachable(s), { connectTimeout: 60_000 }, { timeout: limit }), handshake: (s) => alone(s.silentPort, {}, { timeout: limit }) }),
  wait('handshakeTimeout/default', (s) => alone(s.silentPort)),
  wait('handshakeTimeout/0/off', (s) => alone(s.silentPort, {}, { timeout: 0 })),
  wait('connectTimeout/0/off', (s) => alone(unreachable(s), { connectTimeout: 0 })),
  ...stopping(mysqls, 'acquireTimeout', { ...stops({ acquireTimeout: limit }), connect: (s) => told((done) => pool(unreachable(s), { acquireTimeout: limit, connectTimeout: 60_000 }).query('select 1', done)), handshake: stops({ acquireTimeout: limit }).handshake }),
  wait('acquireTimeout/0/off', stops({ acquireTimeout: 0 }).handshake),
  wait('timeout/default', stops({}).query),
  wait('timeout/0/off', stops({}, 0).query),
  wait('acquireTimeout/default', stops({}).handshake),
  wait('connectTimeout/default', (s) => told((done) => mysql.createConnection(address(Number(new URL(s.unreachable).port))).connect(done))),
  event('createConnection()/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const connection = mysql.createConnection(address(port));
    hear(connection);
    connection.connect(() => drop());
  }),
  shown('createConnection/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const connection = mysql.createConnection(address(own.port));
      await told((done) => connection.connect(done));
      return () => connection.end();
    });
  }),
  shown('createPool/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const made = pool(own.port);
      await told((done) => made.query('select 1', done));
      return () => made.end();
    });
  }),
  held('Pool.getConnection/release', async (s, release) => {
    const made = pool((await server(s)).port, { connectionLimit: 1 });
    return told((done) =>
      made.getConnection((_, connection) => {
        if (release) connection.release();
        made.getConnection(done);
      }),
    );
  }),
  shown('Pool/slot', (s) => selfWait(async (connectionLimit) => {
    const made = pool((await server(s)).port, { connectionLimit });
    return told((done) => made.getConnection(() => made.query('select 1', done)));
  })),
  shown('Pool.query/gives', (s) => gives.none(() => pool(s.silentPort).query('select 1', () => undefined))),
  shown('Pool.getConnection/gives', (s) => gives.none(() => pool(s.silentPort).getConnection(() => undefined))),
  shown('Connection.connect/gives', (s) => gives.none(() => mysql.createConnection(address(s.silentPort)).connect(() => undefined))),
  shown('escape/escapes', () => escaped(mysql.escape("a'b"), mysql.escapeId('a`b'))),
  shown('Pool.escape/escapes', () => escaped(pool(1).escape("a'b"), pool(1).escapeId('a`b'))),
];

function escaped(value: string, name: string): Promise<string> {
  const seen = `${value} ${name}`;
  if (seen !== "'a\\'b' `a``b`") throw new Error(`a quote within stays as it is: ${seen}`);
  return Promise.resolve(`quotes within are escaped: ${seen}`);
}
