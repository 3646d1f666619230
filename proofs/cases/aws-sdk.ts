import { ListBucketsCommand, S3, S3Client, paginateListObjectsV2, type S3ClientConfig } from '@aws-sdk/client-s3';

import { ListQueuesCommand, SQSClient, type SQSClientConfig } from 'client-sqs-908';
import { NodeHttpHandler as Handler40 } from 'node-http-handler-40';
import { NodeHttpHandler as Handler43 } from 'node-http-handler-43';
import { NodeHttpHandler as Handler44 } from 'node-http-handler-44';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { attempts, phases, wait } = subject('aws-sdk', '@aws-sdk/client-s3');

const config = (endpoint: string, requestHandler: object = {}): S3ClientConfig => ({ endpoint, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, requestHandler });
const list = (url: string, handler: object = {}, call: object = {}): Promise<unknown> => new S3Client(config(url, handler)).send(new ListBucketsCommand({}), call);
const page = (url: string, handler: object = {}): Promise<unknown> => paginateListObjectsV2({ client: new S3Client(config(url, handler)) }, { Bucket: 'bucket' }).next();

const thrown = { requestTimeout: limit, connectionTimeout: limit, throwOnRequestTimeout: true };

const older = subject('aws-sdk', 'client-sqs-908');

/** A client that takes any 4.x of the handler, with one of them; that of S3 loses the error of a body that it has copied. */
const list908 = (url: string, requestHandler: object, call: object = {}): Promise<unknown> =>
  new SQSClient({ endpoint: url, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, requestHandler } as SQSClientConfig).send(new ListQueuesCommand({}), call);

const inner = { '4.0': 'node-http-handler-40', '4.1': 'node-http-handler-43', '4.4': 'node-http-handler-44' } as const;

/** What it does depends on the handler inside. */
const byHandler: readonly Case[] = [
  ...older.phases('ownRequestTimeout@4.0', (url) => list908(url, new Handler40({ requestTimeout: limit })), { inner: inner['4.0'] }),
  ...older.phases('ownRequestTimeout@4.1', (url) => list908(url, new Handler43({ requestTimeout: limit })), { inner: inner['4.1'] }),
  older.wait('ownRequestTimeout@4.0/default', (s) => list908(s.silent, new Handler40({})), { inner: inner['4.0'] }),
  older.wait('ownRequestTimeout@4.1/default', (s) => list908(s.silent, new Handler43({})), { inner: inner['4.1'] }),
  older.wait('ownRequestTimeout@4.0/0/off', (s) => list908(s.silent, new Handler40({ requestTimeout: 0 })), { inner: inner['4.0'] }),
  older.wait('ownRequestTimeout@4.1/0/off', (s) => list908(s.silent, new Handler43({ requestTimeout: 0 })), { inner: inner['4.1'] }),
  older.wait('ownRequestTimeout@4.1/headers', (s) => list908(s.silent, new Handler43({}), { requestTimeout: limit }), { how: 'call.requestTimeout', inner: inner['4.1'] }),
  ...older.phases('ownThrowOnRequestTimeout@4.4', (url) => list908(url, new Handler44({ requestTimeout: limit, connectionTimeout: limit, throwOnRequestTimeout: true })), { except: ['connect'], inner: inner['4.4'] }),
  older.wait('Client.send/requestTimeout~2/ignored', (s) => list908(s.silent, new Handler44({}), { requestTimeout: limit }), { inner: inner['4.4'] }),
];

export const cases: readonly Case[] = [
  ...byHandler,
  ...phases('abortSignal', (url) => list(url, {}, { abortSignal: AbortSignal.timeout(limit) })),
  ...phases('ownSocketTimeout', (url) => list(url, { socketTimeout: limit })),
  ...phases('ownThrowOnRequestTimeout', (url) => list(url, thrown), { except: ['connect'] }),
  ...phases('ownConnectionTimeout', (url) => list(url, { connectionTimeout: limit })),
  wait('ownSocketTimeout/default', (s) => list(s.silent)),
  wait('ownConnectionTimeout/default', (s) => list(s.unreachable)),
  wait('ownSocketTimeout/0/off', (s) => list(s.silent, { socketTimeout: 0 })),
  wait('ownConnectionTimeout/0/off', (s) => list(s.unreachable, { connectionTimeout: 0 })),
  wait('Client.send/requestTimeout/ignored', (s) => list(s.silent, {}, { requestTimeout: limit })),
  wait('Client.send/timeout/ignored', (s) => list(s.silent, {}, { timeout: limit })),
  wait('Client.send/signal/ignored', (s) => list(s.silent, {}, { signal: AbortSignal.timeout(limit) })),
  wait('Aggregate.*/timeout/ignored', (s) => new S3(config(s.silent)).listBuckets({}, { timeout: limit } as object)),
  wait('Aggregate.*/signal/ignored', (s) => new S3(config(s.silent)).listBuckets({}, { signal: AbortSignal.timeout(limit) } as object)),
  ...phases('pagedSocketTimeout', (url) => page(url, { socketTimeout: limit })),
  ...phases('pagedConnectionTimeout', (url) => page(url, { connectionTimeout: limit })),
  attempts('Client/retries', (s) => new S3Client({ ...config(s.failing), maxAttempts: undefined as never }).send(new ListBucketsCommand({})).catch(() => undefined)),
];
