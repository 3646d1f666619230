import type { Client } from 'pg';
import Pool from 'pg-pool';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const pgPool = subject('pg-pool', 'pg-pool');
const { wait, event, shown } = pgPool;

type Options = ConstructorParameters<typeof Pool>[0];

const sql = 'select 1';
const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const made = (port: number, more: Options = {}): Pool<Client> => new Pool({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...more });
const pool = (port: number, more: Options = {}): Pool<Client> => made(port, more).on('error', () => undefined);

const stops = (options: Options) => ({
  acquire: async (s) => {
    const full = pool((await server(s)).port, { max: 1, ...options });
    await full.connect();
    return full.query(sql);
  },
  connect: (s) => pool(s.silentPort, options).query(sql),
  query: async (s) => pool((await server(s)).port, options).query('select hang'),
}) satisfies Stops;

export const cases: readonly Case[] = [
  ...stopping(pgPool, 'queryTimeout', stops({ query_timeout: limit })),
  ...stopping(pgPool, 'statementTimeout', stops({ statement_timeout: limit })),
  ...stopping(pgPool, 'connectionTimeout', stops({ connectionTimeoutMillis: limit })),
  wait('queryTimeout/default', stops({}).query),
  wait('queryTimeout/0/off', stops({ query_timeout: 0 }).query),
  wait('queryTimeout/false/off', stops({ query_timeout: false as unknown as number }).query),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ statement_timeout: 0 }).query),
  wait('statementTimeout/false/off', stops({ statement_timeout: false }).query),
  wait('connectionTimeout/default', stops({}).connect),
  wait('connectionTimeout/default', stops({}).acquire, { how: 'all clients taken' }),
  wait('connectionTimeout/0/off', stops({ connectionTimeoutMillis: 0 }).acquire),
  event('Pool/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const own = made(port);
    hear(own);
    await own.query(sql);
    drop();
  }),
  event('Pool.connect()/error', async (s, hear) => {
    const { port, drop } = await server(s);
    hear(await pool(port).connect());
    drop();
  }),
  event('Pool.connect().$1/error', async (s, hear) => {
    const { port, drop } = await server(s);
    pool(port).connect((_, client) => {
      if (client) hear(client);
      drop();
    });
  }),
  shown('Pool/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const opened = pool(own.port);
      await opened.query(sql);
      return () => opened.end();
    });
  }),
  shown('Pool/slot', (s) => selfWait(async (max) => {
    const own = pool((await server(s)).port, { max });
    await own.connect();
    return own.query(sql);
  })),
  shown('Pool.query/gives', async (s) => {
    const { port } = await s.speaking((socket) => socket.destroy());
    return gives.promise(() => pool(port).query(sql));
  }),
];
