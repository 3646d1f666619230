import { ListBucketsCommand, S3, S3Client, paginateListObjectsV2, type S3ClientConfig } from '@aws-sdk/client-s3';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { attempts, phases, wait } = subject('aws-sdk', '@aws-sdk/client-s3');

const config = (endpoint: string, requestHandler: object = {}): S3ClientConfig => ({ endpoint, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, requestHandler });
const list = (url: string, handler: object = {}, call: object = {}): Promise<unknown> => new S3Client(config(url, handler)).send(new ListBucketsCommand({}), call);
const page = (url: string, handler: object = {}): Promise<unknown> => paginateListObjectsV2({ client: new S3Client(config(url, handler)) }, { Bucket: 'bucket' }).next();

const thrown = { requestTimeout: limit, connectionTimeout: limit, throwOnRequestTimeout: true };

export const cases: readonly Case[] = [
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
