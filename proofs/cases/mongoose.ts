import mongoose, { type ConnectOptions, type Connection, type Model } from 'mongoose';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakMongodb } from '../protocols/mongodb.js';
import type { Servers } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const mongooses = subject('mongoose', 'mongoose');
const { wait, shown } = mongooses;

const url = (port: number): string => `mongodb://127.0.0.1:${String(port)}/db`;
const server = async (s: Servers): Promise<number> => (await s.speaking(speakMongodb)).port;

const connection = (port: number, options: ConnectOptions = {}): Connection => {
  const made = mongoose.createConnection(url(port), { autoIndex: false, autoCreate: false, ...options });
  made.asPromise().catch(() => undefined);
  return made;
};
const opened = (port: number, options?: ConnectOptions): Promise<Connection> => connection(port, options).asPromise();
interface Hat {
  readonly a?: string;
}
const modelOf = (made: Connection): Model<Hat> => (made.models['Hat'] as Model<Hat> | undefined) ?? made.model<Hat>('Hat', new mongoose.Schema<Hat>({ a: String }, { autoIndex: false, autoCreate: false }));

/** A query waits for the connection in a queue of its own, for a free one of the driver, and for the answer. */
const stops = (options: ConnectOptions, perCall: object = {}) => ({
  queue: (s) => modelOf(connection(s.silentPort, options)).find({}, null, perCall),
  acquire: async (s) => {
    const made = await opened(await server(s), { maxPoolSize: 1, ...options });
    modelOf(made).findOne({ a: 'hang' }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return modelOf(made).findOne({}, null, perCall);
  },
  query: async (s) => modelOf(await opened(await server(s), options)).find({ a: 'hang' }, null, perCall),
}) satisfies Stops;

export const cases: readonly Case[] = [
  ...stopping(mongooses, 'socketTimeoutMS', { query: stops({ socketTimeoutMS: limit }).query }),
  ...stopping(mongooses, 'maxTimeMS', stops({}, { maxTimeMS: limit })),
  ...stopping(mongooses, 'bufferTimeoutMS', stops({ bufferTimeoutMS: limit } as ConnectOptions)),
  ...stopping(mongooses, 'waitQueueTimeoutMS', { acquire: stops({ waitQueueTimeoutMS: limit }).acquire, query: stops({ waitQueueTimeoutMS: limit }).query }),
  wait('serverSelectionTimeoutMS/connect', (s) => opened(s.silentPort, { serverSelectionTimeoutMS: limit })),
  wait('serverSelectionTimeoutMS/query', stops({ serverSelectionTimeoutMS: limit }).query),
  wait('maxTimeMS/query', async (s) => modelOf(await opened(await server(s))).find({ a: 'hang' }).maxTimeMS(limit), { how: 'chain.maxTimeMS(0)' }),
  wait('bufferTimeoutMS/default', stops({}).queue),
  wait('socketTimeoutMS/default', stops({}).query),
  wait('socketTimeoutMS/0/off', stops({ socketTimeoutMS: 0 }).query),
  wait('maxTimeMS/default', stops({}).query),
  wait('waitQueueTimeoutMS/default', stops({}).acquire),
  wait('waitQueueTimeoutMS/0/off', stops({ waitQueueTimeoutMS: 0 }).acquire),
  wait('serverSelectionTimeoutMS/default', (s) => opened(s.silentPort)),
  wait('Model.find/timeout/ignored', stops({}, { timeout: limit }).query),
  wait('socketTimeoutMS/query', stops({}, { socketTimeoutMS: limit }).query, { how: 'call.socketTimeoutMS' }),
  shown('createConnection/release', async (s) => {
    const own = await s.speaking(speakMongodb);
    return stays(own, async () => {
      const made = await opened(own.port);
      return () => made.close();
    });
  }),
  shown('Model.find~2/gives', async (s) => {
    const own = await s.speaking(speakMongodb);
    const made = await opened(own.port, { minPoolSize: 0 });
    let asked = false;
    const model = modelOf(made);
    const query = model.find({});
    const run = query.exec.bind(query);
    query.exec = ((...given: []) => ((asked = true), run(...given))) as typeof query.exec;
    return gives.lazy(() => query, () => asked);
  }),
  shown('connect/gives', (s) => gives.promise(() => mongoose.connect(url(s.silentPort), { serverSelectionTimeoutMS: limit }))),
];
