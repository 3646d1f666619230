import neo4j, { type Config, type Driver } from 'neo4j-driver';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakBolt } from '../protocols/bolt.js';
import type { Servers } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const { shown, wait } = subject('neo4j', 'neo4j-driver');

const driver = (port: number, options: Config = {}): Driver => neo4j.driver(`bolt://127.0.0.1:${String(port)}`, neo4j.auth.basic('user', 'secret'), { disableLosslessIntegers: true, ...options });
const opened = async (s: Servers): Promise<Driver> => driver((await s.speaking(speakBolt)).port);

/** A query that runs by itself, and one within a transaction. */
const run = async (s: Servers, options: object = {}): Promise<unknown> => (await opened(s)).session().run('RETURN 1', {}, options);
const read = async (s: Servers, options: object = {}): Promise<unknown> => (await opened(s)).session().executeRead((tx) => tx.run('RETURN 1'), options);
const query = async (s: Servers, options: object = {}): Promise<unknown> => (await opened(s)).executeQuery('RETURN 1', {}, { database: 'neo4j', ...options });

export const cases: readonly Case[] = [
  wait('timeout/query', (s) => run(s, { timeout: limit })),
  wait('timeout/query', (s) => read(s, { timeout: limit }), { how: 'executeRead' }),
  wait('timeout/default', (s) => run(s)),
  wait('timeout/0/off', (s) => run(s, { timeout: 0 })),
  wait('queryTimeout/query', (s) => query(s, { transactionConfig: { timeout: limit } })),
  wait('queryTimeout/default', (s) => query(s)),
  wait('queryTimeout/0/off', (s) => query(s, { transactionConfig: { timeout: 0 } })),
  wait('signal/query', (s) => query(s, { signal: AbortSignal.timeout(limit) })),
  shown('driver/release', async (s) => {
    const own = await s.speaking(speakBolt);
    return stays(own, async () => {
      const made = driver(own.port);
      await made.verifyConnectivity();
      return () => made.close();
    });
  }),
  shown('Driver.verifyConnectivity/gives', () => {
    const made = driver(1);
    return gives.promise(() => made.verifyConnectivity());
  }),
];
