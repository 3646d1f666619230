import { credentials, makeGenericClientConstructor, waitForClientReady, type Client } from '@grpc/grpc-js';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait } = subject('grpc', '@grpc/grpc-js');

const bytes = { path: '/acme.Orders/Get', requestStream: false, responseStream: false, requestSerialize: (value: Buffer) => value, requestDeserialize: (value: Buffer) => value, responseSerialize: (value: Buffer) => value, responseDeserialize: (value: Buffer) => value };
const Orders = makeGenericClientConstructor({ get: bytes }, 'Orders');

const client = (url: string): Client => new Orders(new URL(url).host, credentials.createInsecure());
const soon = (): number => Date.now() + limit;

const settled = (start: (done: (error?: unknown) => void) => void): Promise<void> => new Promise((resolve, reject) => start((error) => (error ? reject(error as Error) : resolve())));

const get = (url: string, options: object = {}): Promise<void> =>
  settled((done) => (client(url) as unknown as { get(request: Buffer, options: object, done: (error?: unknown) => void): void }).get(Buffer.alloc(0), options, done));

export const cases: readonly Case[] = [
  wait('deadline/connect', (s) => get(s.unreachable, { deadline: soon() })),
  wait('deadline/headers', (s) => get(s.silent, { deadline: soon() })),
  wait('deadline/default', (s) => get(s.unreachable)),
  wait('deadline/Infinity/off', (s) => get(s.unreachable, { deadline: Infinity })),
  wait('Client.*/timeout/ignored', (s) => get(s.unreachable, { timeout: limit })),
  wait('readyDeadline/connect', (s) => settled((done) => client(s.unreachable).waitForReady(soon(), done))),
  wait('readyDeadline/Infinity/off', (s) => settled((done) => client(s.unreachable).waitForReady(Infinity, done))),
  wait('clientReadyDeadline/connect', (s) => settled((done) => waitForClientReady(client(s.unreachable), soon(), done))),
  wait('clientReadyDeadline/Infinity/off', (s) => settled((done) => waitForClientReady(client(s.unreachable), Infinity, done))),
];
