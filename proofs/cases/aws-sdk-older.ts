import '../peers.js';

import { DynamoDBClient as Tables721 } from 'client-dynamodb-721';
import { DynamoDBClient as Tables908 } from 'client-dynamodb-908';
import { S3Client as Files721 } from 'client-s3-721';
import { S3Client as Files908 } from 'client-s3-908';
import { ListQueuesCommand as List721, SQSClient as Queues721, paginateListQueues as paginate721 } from 'client-sqs-721';
import { ListQueuesCommand as List908, SQSClient as Queues908, paginateListQueues as paginate908 } from 'client-sqs-908';
import { DynamoDBDocumentClient as Document721, GetCommand as Get721 } from 'lib-dynamodb-721';
import { DynamoDBDocument as DocumentAggregate908, DynamoDBDocumentClient as Document908, GetCommand as Get908 } from 'lib-dynamodb-908';
import { Upload as Upload721 } from 'lib-storage-721';
import { Upload as Upload908 } from 'lib-storage-908';
import { NodeHttpHandler as Handler40 } from 'node-http-handler-40';
import { NodeHttpHandler as Handler43 } from 'node-http-handler-43';
import { NodeHttpHandler as Handler44 } from 'node-http-handler-44';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

/** Any handler, or its options: each version of the clients has types of its own for it. */
type Handler = object;

const config = (endpoint: string, requestHandler: Handler): object => ({ endpoint, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' }, requestHandler });
const parts = { Bucket: 'bucket', Key: 'key', Body: 'text' };

/** The four ways to a client's handler: its own calls, and those of what it is handed to. */
const ways908 = {
  own: (url: string, handler: Handler, call: object = {}) => new Queues908(config(url, handler)).send(new List908({}), call),
  inner: (url: string, handler: Handler, call: object = {}) => Document908.from(new Tables908(config(url, handler))).send(new Get908({ TableName: 'table', Key: { id: 1 } }), call),
  paged: (url: string, handler: Handler, call: object = {}) => paginate908({ client: new Queues908(config(url, handler)) }, {}, call).next(),
  uploading: (url: string, handler: Handler) => new Upload908({ client: new Files908(config(url, handler)), params: parts }).done(),
} as const;
const ways721 = {
  own: (url: string, handler: Handler) => new Queues721(config(url, handler)).send(new List721({})),
  inner: (url: string, handler: Handler) => Document721.from(new Tables721(config(url, handler))).send(new Get721({ TableName: 'table', Key: { id: 1 } })),
  paged: (url: string, handler: Handler) => paginate721({ client: new Queues721(config(url, handler)) }, {}).next(),
  uploading: (url: string, handler: Handler) => new Upload721({ client: new Files721(config(url, handler)), params: parts }).done(),
} as const;

type Way = keyof typeof ways908;
const library908: Readonly<Record<Way, string>> = { own: 'client-sqs-908', inner: 'lib-dynamodb-908', paged: 'client-sqs-908', uploading: 'lib-storage-908' };
const library721: Readonly<Record<Way, string>> = { own: 'client-sqs-721', inner: 'lib-dynamodb-721', paged: 'client-sqs-721', uploading: 'lib-storage-721' };
const ways = ['own', 'inner', 'paged', 'uploading'] as const;

const inner = { '4.0': 'node-http-handler-40', '4.1': 'node-http-handler-43', '4.4': 'node-http-handler-44' } as const;

/** From 3.723 to 3.909 the handler inside decides what `requestTimeout` does. */
const byHandler = (way: Way): readonly Case[] => {
  const { phases, wait } = subject('aws-sdk', library908[way]);
  const ask = ways908[way];
  return [
    ...phases(`${way}RequestTimeout@4.0`, (url) => ask(url, new Handler40({ requestTimeout: limit })), { inner: inner['4.0'] }),
    ...phases(`${way}RequestTimeout@4.1`, (url) => ask(url, new Handler43({ requestTimeout: limit })), { inner: inner['4.1'] }),
    wait(`${way}RequestTimeout@4.0/default`, (s) => ask(s.silent, new Handler40({})), { inner: inner['4.0'] }),
    wait(`${way}RequestTimeout@4.1/default`, (s) => ask(s.silent, new Handler43({})), { inner: inner['4.1'] }),
    wait(`${way}RequestTimeout@4.0/0/off`, (s) => ask(s.silent, new Handler40({ requestTimeout: 0 })), { inner: inner['4.0'] }),
    wait(`${way}RequestTimeout@4.1/0/off`, (s) => ask(s.silent, new Handler43({ requestTimeout: 0 })), { inner: inner['4.1'] }),
    ...phases(`${way}ThrowOnRequestTimeout@4.4`, (url) => ask(url, new Handler44({ requestTimeout: limit, connectionTimeout: limit, throwOnRequestTimeout: true })), { except: ['connect'], inner: inner['4.4'] }),
  ];
};

/** Before 3.723 it is the idle time of the socket, by the handler that the clients bring. */
const before723 = (way: Way): readonly Case[] => {
  const { phases, wait } = subject('aws-sdk', library721[way]);
  const ask = ways721[way];
  return [
    ...phases(`${way}RequestTimeout`, (url) => ask(url, { requestTimeout: limit })),
    wait(`${way}RequestTimeout/default`, (s) => ask(s.silent, {})),
    wait(`${way}RequestTimeout/0/off`, (s) => ask(s.silent, { requestTimeout: 0 })),
  ];
};

const queues = subject('aws-sdk', 'client-sqs-908');
const uploads = subject('aws-sdk', 'lib-storage-908');
const documents = subject('aws-sdk', 'lib-dynamodb-908');
const aggregate = (url: string, handler: Handler, call: object): Promise<unknown> => DocumentAggregate908.from(new Tables908(config(url, handler))).get({ TableName: 'table', Key: { id: 1 } }, call);

export const cases: readonly Case[] = [
  ...ways.flatMap(byHandler),
  ...ways.flatMap(before723),
  ...uploads.phases('uploadingSocketTimeout@3', (url) => ways908.uploading(url, { socketTimeout: limit })),
  uploads.wait('uploadingSocketTimeout@3/default', (s) => ways908.uploading(s.silent, {})),
  uploads.wait('uploadingSocketTimeout@3/0/off', (s) => ways908.uploading(s.silent, { socketTimeout: 0 })),
  queues.wait('ownRequestTimeout@4.1/headers', (s) => ways908.own(s.silent, new Handler43({}), { requestTimeout: limit }), { how: 'call.requestTimeout', inner: inner['4.1'] }),
  queues.wait('Client.send/requestTimeout~2/ignored', (s) => ways908.own(s.silent, new Handler44({}), { requestTimeout: limit }), { inner: inner['4.4'] }),
  documents.wait('Document.send/requestTimeout~2/ignored', (s) => ways908.inner(s.silent, new Handler44({}), { requestTimeout: limit }), { inner: inner['4.4'] }),
  documents.wait('DocumentAggregate.*/requestTimeout~2/ignored', (s) => aggregate(s.silent, new Handler44({}), { requestTimeout: limit }), { inner: inner['4.4'] }),
];
