import { MongoClient, type Collection, type MongoClientOptions } from 'mongodb';
import pages from 'mongo-cursor-pagination';
import pages8 from 'mongo-cursor-pagination-8';

import { limit, type Case } from '../case.js';
import { speakMongodb } from '../protocols/mongodb.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const { wait } = subject('mongo-cursor-pagination', 'mongo-cursor-pagination');
const eight = subject('mongo-cursor-pagination', 'mongo-cursor-pagination-8');

const collection = async (s: Servers, options: MongoClientOptions = {}): Promise<Collection> =>
  new MongoClient(`mongodb://127.0.0.1:${String((await s.speaking(speakMongodb)).port)}/db`, options).db().collection('c');
const query = { a: 'hang' };
const request = { query: {} } as never;

const find = async (s: Servers, parameters: object = {}, options: MongoClientOptions = {}): Promise<unknown> => pages.find(await collection(s, options), { query, ...parameters } as never);
const find8 = async (s: Servers, parameters: object): Promise<unknown> => pages8.find((await collection(s)) as never, { query, ...parameters } as never);
const aggregate = async (s: Servers, parameters: object, options: MongoClientOptions = {}): Promise<unknown> => pages.aggregate(await collection(s, options), { aggregation: [{ $match: query }], ...parameters } as never);
const findWithReq = async (s: Servers, options: MongoClientOptions): Promise<unknown> => pages.findWithReq(request, await collection(s, options), { query } as never);

export const cases: readonly Case[] = [
  eight.wait('maxTimeMS/query', (s) => find8(s, { fields: { maxTimeMS: limit } })),
  eight.wait('maxTimeMS/default', (s) => find8(s, {})),
  eight.wait('maxTimeMS/0/off', (s) => find8(s, { fields: { maxTimeMS: 0 } })),
  eight.wait('find/maxTimeMS/ignored', (s) => find8(s, { maxTimeMS: limit })),
  eight.wait('find/options.maxTimeMS/ignored', (s) => find8(s, { options: { maxTimeMS: limit } })),
  wait('find/maxTimeMS/ignored', (s) => find(s, { maxTimeMS: limit })),
  wait('find/options.maxTimeMS/ignored', (s) => find(s, { options: { maxTimeMS: limit } })),
  wait('aggregate/maxTimeMS/ignored', (s) => aggregate(s, { maxTimeMS: limit })),
  wait('aggregateMaxTimeMS/query', (s) => aggregate(s, { options: { maxTimeMS: limit } })),
  wait('aggregateMaxTimeMS/default', (s) => aggregate(s, {})),
  wait('aggregateMaxTimeMS/0/off', (s) => aggregate(s, { options: { maxTimeMS: 0 } })),
  wait('socketTimeoutMS/query', (s) => find(s, {}, { socketTimeoutMS: limit })),
  wait('socketTimeoutMS/query', (s) => aggregate(s, {}, { socketTimeoutMS: limit }), { how: 'aggregate' }),
  wait('socketTimeoutMS/default', (s) => find(s)),
  wait('socketTimeoutMS/0/off', (s) => find(s, {}, { socketTimeoutMS: 0 })),
  wait('socketTimeoutMSOfSecond/query', (s) => findWithReq(s, { socketTimeoutMS: limit })),
  wait('socketTimeoutMSOfSecond/default', (s) => findWithReq(s, {})),
  wait('socketTimeoutMSOfSecond/0/off', (s) => findWithReq(s, { socketTimeoutMS: 0 })),
];
