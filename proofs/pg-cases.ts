import type { Case, Wait } from './case.js';
import { limit } from './case.js';
import { speakPostgres } from './protocols/postgres.js';
import { selfWait } from './self-wait.js';
import { stays } from './stays.js';
import { stopping, type Stops } from './stops.js';
import type { Subject } from './subject.js';

/** The times that node-postgres knows, by the names of its options. */
interface PgTimes {
  readonly query_timeout?: number;
  readonly statement_timeout?: number;
  readonly connectionTimeoutMillis?: number;
}

/** It is not among the types. */
const off = false as unknown as number;

/**
 * Cases on the times of node-postgres, for a library that hands its options on under its own claims.
 * @param stops a call that stops in each phase, of a pool with these options
 */
export function pgTimes(library: Subject, stops: (options: PgTimes) => Stops & Readonly<Record<'acquire' | 'connect' | 'query', Wait['run']>>): readonly Case[] {
  const { wait } = library;
  return [
    ...stopping(library, 'queryTimeout', stops({ query_timeout: limit })),
    ...stopping(library, 'statementTimeout', stops({ statement_timeout: limit })),
    ...stopping(library, 'connectionTimeout', stops({ connectionTimeoutMillis: limit })),
    wait('queryTimeout/default', stops({}).query),
    wait('queryTimeout/0/off', stops({ query_timeout: 0 }).query),
    wait('queryTimeout/false/off', stops({ query_timeout: off }).query),
    wait('statementTimeout/default', stops({}).query),
    wait('statementTimeout/0/off', stops({ statement_timeout: 0 }).query),
    wait('statementTimeout/false/off', stops({ statement_timeout: off }).query),
    wait('connectionTimeout/default', stops({}).connect),
    wait('connectionTimeout/default', stops({}).acquire, { how: 'all clients taken' }),
    wait('connectionTimeout/0/off', stops({ connectionTimeoutMillis: 0 }).connect),
  ];
}

/** What of a pool is looked at. */
interface Pool {
  on(event: 'error', listener: (...values: unknown[]) => void): unknown;
  query(text: string): Promise<unknown>;
  connect(): Promise<Emitting>;
  connect(done: (error: Error | undefined, client: Emitting | undefined) => void): void;
  end(): Promise<unknown>;
}

interface Emitting {
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

/**
 * Cases on what node-postgres' pools emit, hold and keep open, whatever the package is called that has them.
 * @param made a pool of `max` clients, without a listener of its own
 */
export function pgPools({ event, shown }: Subject, made: (port: number, max?: number) => Pool): readonly Case[] {
  const pool = (port: number, max?: number): Pool => {
    const own = made(port, max);
    own.on('error', () => undefined);
    return own;
  };
  return [
    event('Pool/error', async (s, hear) => {
      const { port, drop } = await s.speaking(speakPostgres);
      const own = made(port);
      hear(own);
      await own.query('select 1');
      drop();
    }),
    event('Pool.connect()/error', async (s, hear) => {
      const { port, drop } = await s.speaking(speakPostgres);
      hear(await pool(port).connect());
      drop();
    }),
    event('Pool.connect().$1/error', async (s, hear) => {
      const { port, drop } = await s.speaking(speakPostgres);
      pool(port).connect((_, client) => {
        if (client) hear(client);
        drop();
      });
    }),
    shown('Pool/release', async (s) => {
      const own = await s.speaking(speakPostgres);
      return stays(own, async () => {
        const opened = pool(own.port);
        await opened.query('select 1');
        return () => opened.end();
      });
    }),
    shown('Pool/slot', (s) => selfWait(async (max) => {
      const own = pool((await s.speaking(speakPostgres)).port, max);
      await own.connect();
      return own.query('select 1');
    })),
  ];
}
