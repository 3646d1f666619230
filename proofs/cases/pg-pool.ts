import type { Client } from 'pg';
import Pool from 'pg-pool';

import type { Case } from '../case.js';
import { gives } from '../gives.js';
import { pgPools, pgTimes } from '../pg-cases.js';
import { speakPostgres } from '../protocols/postgres.js';
import type { Servers, Speaking } from '../servers.js';
import type { Stops } from '../stops.js';
import { subject } from '../subject.js';

const pgPool = subject('pg-pool', 'pg-pool');
const { wait, shown } = pgPool;

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
  ...pgTimes(pgPool, stops),
  wait('connectionTimeout/0/off', stops({ connectionTimeoutMillis: 0 }).acquire, { how: 'all clients taken' }),
  ...pgPools(pgPool, (port, max) => made(port, max === undefined ? {} : { max })),
  shown('Pool.query/gives', async (s) => {
    const { port } = await s.speaking((socket) => socket.destroy());
    return gives.promise(() => pool(port).query(sql));
  }),
];
