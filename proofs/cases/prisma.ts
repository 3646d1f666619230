import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { generated, type Client } from '../prisma-client.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const prisma = subject('prisma', '@prisma/client');
const adapter = subject('prisma', '@prisma/adapter-pg');
const { shown, wait } = prisma;

// Generating takes seconds: it is done once, and why it cannot be is said by each case.
let made: (new (options: object) => Client) | undefined;
const clientOf = (port: number, options: pg.PoolConfig = {}): Client => {
  made ??= generated('postgresql');
  return new made({ adapter: new PrismaPg({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options }) });
};
try {
  clientOf(1);
} catch {
  // Each case says it.
}

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);

const stops = (options: pg.PoolConfig) => ({
  acquire: async (s) => {
    const client = clientOf((await server(s)).port, { max: 1, ...options });
    client.$transaction(() => new Promise(() => undefined)).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return client.$queryRawUnsafe('select 1');
  },
  connect: async (s) => clientOf(s.silentPort, options).$queryRawUnsafe('select 1'),
  query: async (s) => clientOf((await server(s)).port, options).$queryRawUnsafe('select hang'),
}) satisfies Stops;

/** What is asked where nobody is, looked at by whether a connection is opened. */
const lazy = (ask: (client: Client) => unknown) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  const client = clientOf(own.port);
  return gives.lazy(() => ask(client), () => own.open() > 0);
};

export const cases: readonly Case[] = [
  ...stopping(prisma, 'queryTimeout', stops({ query_timeout: limit })),
  ...stopping(prisma, 'statementTimeout', stops({ statement_timeout: limit })),
  ...stopping(prisma, 'connectionTimeout', stops({ connectionTimeoutMillis: limit })),
  wait('queryTimeout/default', stops({}).query),
  wait('queryTimeout/0/off', stops({ query_timeout: 0 }).query),
  wait('queryTimeout/false/off', stops({ query_timeout: false as unknown as number }).query),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ statement_timeout: 0 }).query),
  wait('statementTimeout/false/off', stops({ statement_timeout: false }).query),
  wait('connectionTimeout/default', stops({}).connect),
  wait('connectionTimeout/default', stops({}).acquire, { how: 'all clients taken' }),
  wait('connectionTimeout/0/off', stops({ connectionTimeoutMillis: 0 }).connect),
  shown('PrismaClient/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const client = clientOf(own.port);
      await client.$queryRawUnsafe('select 1');
      return () => client.$disconnect();
    });
  }),
  shown('Client.*.findUnique/gives', lazy((client) => client.hat.findUnique({ where: { id: 1 } }))),
  shown('Client.$queryRaw/gives', lazy((client) => client.$queryRawUnsafe('select 1'))),
  shown('Client.$transaction/gives', async (s) => {
    const client = clientOf((await server(s)).port);
    return gives.promise(() => client.$transaction(() => Promise.reject(new Error('work failed'))));
  }),
  shown('Client/slot', (s) => selfWait(async (max) => {
    const client = clientOf((await server(s)).port, { max });
    return client.$transaction(async () => client.$queryRawUnsafe('select 1'));
  })),
  adapter.shown('PrismaPg/hears', async (s) => {
    const { port, drop } = await server(s);
    const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db' });
    const heard = new PrismaPg(pool);
    await heard.connect();
    if (pool.listenerCount('error') === 0) throw new Error('nobody listens for error');
    drop();
    return 'it listens for error of the pool';
  }),
];
