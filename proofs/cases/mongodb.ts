import { type ClientSession, MongoClient, type MongoClientOptions } from 'mongodb';
import * as four from 'mongodb-4';
import * as six from 'mongodb-6';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMongodb } from '../protocols/mongodb.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const mongodb = subject('mongodb', 'mongodb');
const mongodb6 = subject('mongodb', 'mongodb-6');
const mongodb4 = subject('mongodb', 'mongodb-4');
const { wait, event, shown } = mongodb;

type Make = new (url: string, options?: MongoClientOptions) => MongoClient;
const server = (s: Servers): Promise<Speaking> => s.speaking(speakMongodb);
const url = (port: number): string => `mongodb://127.0.0.1:${String(port)}/db`;

/** One call, and where its server stops: it takes the only connection, is not to be reached, or says nothing. */
const stopsOf = (Client: Make) => (options: MongoClientOptions, perCall: () => object = () => ({})) => {
  const ask = (client: MongoClient, filter: object): Promise<unknown> => client.db().collection('c').findOne(filter, perCall());
  return {
    acquire: async (s) => {
      const client = new Client(url((await server(s)).port), { maxPoolSize: 1, ...options });
      await client.connect();
      client.db().collection('c').findOne({ a: 'hang' }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return ask(client, {});
    },
    connect: (s) => ask(new Client(url(s.silentPort), options), {}),
    query: async (s) => ask(new Client(url((await server(s)).port), options), { a: 'hang' }),
  } satisfies Stops;
};

const stops = stopsOf(MongoClient);
const stops6 = stopsOf(six.MongoClient as unknown as Make);
const stops4 = stopsOf(four.MongoClient as unknown as Make);

const collection = async (s: Servers) => new MongoClient(url((await server(s)).port)).db().collection('c');

/** No server is to be reached, and soon nobody looks for one any more. */
const lost = (): MongoClient => new MongoClient(url(1), { serverSelectionTimeoutMS: limit });
const rejecting = (make: (client: MongoClient) => unknown) => (): Promise<string> => {
  const client = lost();
  return gives.promise(() => make(client));
};

export const cases: readonly Case[] = [
  // Who holds the only connection would be ended by it, which frees the connection.
  ...stopping(mongodb, 'socketTimeoutMS', { connect: stops({ socketTimeoutMS: limit }).connect, query: stops({ socketTimeoutMS: limit }).query }),
  ...stopping(mongodb, 'maxTimeMS', stops({}, () => ({ maxTimeMS: limit }))),
  ...stopping(mongodb, 'signal', stops({}, () => ({ signal: AbortSignal.timeout(limit) }))),
  ...stopping(mongodb, 'serverSelectionTimeoutMS', stops({ serverSelectionTimeoutMS: limit })),
  ...stopping(mongodb, 'waitQueueTimeoutMS', stops({ waitQueueTimeoutMS: limit })),
  ...stopping(mongodb6, 'timeoutMS', stops6({ timeoutMS: limit })),
  ...stopping(mongodb6, 'timeoutMS', stops6({}, () => ({ timeoutMS: limit })), 'call.timeoutMS'),
  mongodb6.wait('timeoutMS/default', stops6({}).query),
  mongodb6.wait('timeoutMS/0/off', stops6({ timeoutMS: 0 }).query),
  mongodb4.wait('socketTimeoutMS/query', stops4({ socketTimeoutMS: limit }).query),
  mongodb4.wait('maxTimeMS/query', stops4({}, () => ({ maxTimeMS: limit })).query),
  mongodb4.wait('socketTimeoutMS/default', stops4({}).query),
  mongodb4.wait('waitQueueTimeoutMS/acquire', stops4({ waitQueueTimeoutMS: limit }).acquire),
  mongodb4.wait('serverSelectionTimeoutMS/connect', stops4({ serverSelectionTimeoutMS: limit }).connect),
  wait('maxTimeMS/query', async (s) => (await collection(s)).find({ a: 'hang' }).maxTimeMS(limit).toArray(), { how: 'chain.maxTimeMS(0)' }),
  wait('commandMaxTimeMS/query', async (s) => new MongoClient(url((await server(s)).port)).db().command({ hang: 1, maxTimeMS: limit })),
  wait('commandMaxTimeMS/connect', (s) => new MongoClient(url(s.silentPort)).db().command({ ping: 1, maxTimeMS: limit })),
  wait('commandMaxTimeMS/default', async (s) => new MongoClient(url((await server(s)).port)).db().command({ hang: 1 })),
  wait('socketTimeoutMS/default', stops({}).query),
  wait('socketTimeoutMS/0/off', stops({ socketTimeoutMS: 0 }).query),
  wait('maxTimeMS/default', stops({}).query),
  wait('maxTimeMS/0/off', stops({}, () => ({ maxTimeMS: 0 })).query),
  wait('serverSelectionTimeoutMS/default', stops({}).connect),
  wait('waitQueueTimeoutMS/default', stops({}).acquire),
  wait('waitQueueTimeoutMS/0/off', stops({ waitQueueTimeoutMS: 0 }).acquire),
  wait('Collection.find/timeout/ignored', stops({}, () => ({ timeout: limit })).query),
  wait('socketTimeoutMS/query', stops({}, () => ({ socketTimeoutMS: limit })).query, { how: 'call.socketTimeoutMS' }),
  mongodb4.wait('socketTimeoutMS/query', stops4({}, () => ({ socketTimeoutMS: limit })).query, { how: 'call.socketTimeoutMS' }),
  wait('commandMaxTimeMS/0/off', async (s) => new MongoClient(url((await server(s)).port)).db().command({ hang: 1, maxTimeMS: 0 })),
  shown('Session.withTransaction/gives', async (s) => {
    const session = new MongoClient(url((await server(s)).port)).startSession();
    return gives.promise(() => session.withTransaction(() => Promise.reject(new Error('work failed'))));
  }),
  shown('Client.startSession/release', async (s) => {
    const session = new MongoClient(url((await server(s)).port)).startSession();
    if (session.hasEnded) throw new Error('kept: it has ended');
    await session.endSession();
    if (!session.hasEnded) throw new Error('given back: it is still open');
    return 'kept: the session is open; ended: it is not';
  }),
  shown('Client.withSession/release', async (s) => {
    let seen: ClientSession | undefined;
    await new MongoClient(url((await server(s)).port)).withSession((session) => ((seen = session), Promise.resolve()));
    if (!seen?.hasEnded) throw new Error('it is still open');
    return 'ended when the function has';
  }),
  event('Cursor.stream()/error', (_, hear) => hear(lost().db().collection('c').find({}).stream().resume())),
  event('Client.watch()/error', (_, hear) => {
    const changes = lost().watch();
    changes.on('change', () => undefined);
    hear(changes);
  }),
  shown('Client.connect/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const client = await new MongoClient(url(own.port)).connect();
      return () => client.close();
    });
  }),
  shown('MongoClient.connect/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const client = await MongoClient.connect(url(own.port));
      return () => client.close();
    });
  }),
  shown('Collection.find/gives', () => gives.none(() => lost().db().collection('c').find({}))),
  shown('Db.aggregate/gives', () => gives.none(() => lost().db().aggregate([]))),
  shown('Collection.find().toArray/gives', rejecting((client) => client.db().collection('c').find({}).toArray())),
  shown('Collection.find().sort().toArray/gives', rejecting((client) => client.db().collection('c').find({}).sort({ a: 1 }).toArray())),
  shown('Client.withSession/gives', () => gives.promise(() => lost().withSession(() => Promise.reject(new Error('work failed'))))),
];
