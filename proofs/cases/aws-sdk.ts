import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3, S3Client, paginateListObjectsV2, type S3ClientConfig } from '@aws-sdk/client-s3';
import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Upload } from '@aws-sdk/lib-storage';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { attempts, phases, wait } = subject('aws-sdk', '@aws-sdk/client-s3');
const documents = subject('aws-sdk', '@aws-sdk/lib-dynamodb');
const uploads = subject('aws-sdk', '@aws-sdk/lib-storage');

const config = (endpoint: string, requestHandler: object = {}): S3ClientConfig & DynamoDBClientConfig => ({ endpoint, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, requestHandler });
const list = (url: string, handler: object = {}, call: object = {}): Promise<unknown> => new S3Client(config(url, handler)).send(new ListBucketsCommand({}), call);
const page = (url: string, handler: object = {}): Promise<unknown> => paginateListObjectsV2({ client: new S3Client(config(url, handler)) }, { Bucket: 'bucket' }).next();

const key = { TableName: 'table', Key: { id: 1 } };
const document = (url: string, handler: object, call: object = {}): Promise<unknown> => DynamoDBDocumentClient.from(new DynamoDBClient(config(url, handler))).send(new GetCommand(key), call);
const aggregate = (url: string, call: object): Promise<unknown> => DynamoDBDocument.from(new DynamoDBClient(config(url))).get(key, call);
const upload = (url: string, handler: object, abortController = new AbortController()): Promise<unknown> =>
  new Upload({ client: new S3Client(config(url, handler)), params: { Bucket: 'bucket', Key: 'key', Body: 'text' }, abortController }).done();

const thrown = { requestTimeout: limit, connectionTimeout: limit, throwOnRequestTimeout: true };

const aborting = (): AbortController => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), limit);
  return controller;
};

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
  ...(['timeout', 'signal', 'requestTimeout'] as const).map((option) =>
    wait(`Aggregate.*/${option}/ignored`, (s) => new S3(config(s.silent)).listBuckets({}, { [option]: option === 'signal' ? AbortSignal.timeout(limit) : limit } as object)),
  ),
  ...phases('pagedSocketTimeout', (url) => page(url, { socketTimeout: limit })),
  ...phases('pagedConnectionTimeout', (url) => page(url, { connectionTimeout: limit })),
  ...phases('pagedThrowOnRequestTimeout', (url) => page(url, thrown), { except: ['connect'] }),
  ...documents.phases('innerSocketTimeout', (url) => document(url, { socketTimeout: limit })),
  ...documents.phases('innerConnectionTimeout', (url) => document(url, { connectionTimeout: limit })),
  ...documents.phases('innerThrowOnRequestTimeout', (url) => document(url, thrown), { except: ['connect'] }),
  ...(['timeout', 'signal', 'requestTimeout'] as const).flatMap((option) => {
    const call = (): object => ({ [option]: option === 'signal' ? AbortSignal.timeout(limit) : limit });
    return [
      documents.wait(`Document.send/${option}/ignored`, (s) => document(s.silent, {}, call())),
      documents.wait(`DocumentAggregate.*/${option}/ignored`, (s) => aggregate(s.silent, call())),
    ];
  }),
  ...uploads.phases('uploadController', (url) => upload(url, {}, aborting())),
  ...uploads.phases('uploadingSocketTimeout', (url) => upload(url, { socketTimeout: limit })),
  ...uploads.phases('uploadingConnectionTimeout', (url) => upload(url, { connectionTimeout: limit })),
  ...uploads.phases('uploadingThrowOnRequestTimeout', (url) => upload(url, thrown), { except: ['connect'] }),
  ...(['paged', 'inner', 'uploading'] as const).flatMap((way) => {
    const { wait } = way === 'inner' ? documents : way === 'paged' ? subject('aws-sdk', '@aws-sdk/client-s3') : uploads;
    const ask = { paged: page, inner: document, uploading: upload }[way];
    return [
      wait(`${way}SocketTimeout/default`, (s) => ask(s.silent, {})),
      wait(`${way}ConnectionTimeout/default`, (s) => ask(s.unreachable, {})),
      wait(`${way}SocketTimeout/0/off`, (s) => ask(s.silent, { socketTimeout: 0 })),
      wait(`${way}ConnectionTimeout/0/off`, (s) => ask(s.unreachable, { connectionTimeout: 0 })),
    ];
  }),
  attempts('Client/retries', (s) => new S3Client({ ...config(s.failing), maxAttempts: undefined as never }).send(new ListBucketsCommand({})).catch(() => undefined)),
];
