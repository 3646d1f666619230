import { AppConfigurationClient } from '@azure/app-configuration';
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const configuration = subject('azure', '@azure/app-configuration');
const tables = subject('azure', '@azure/data-tables');
const blobs = subject('azure-storage', '@azure/storage-blob');

const once = { retryOptions: { maxRetries: 0 }, allowInsecureConnection: true };

const setting = (url: string, call: object = {}): Promise<unknown> => new AppConfigurationClient(`Endpoint=${url};Id=id;Secret=c2VjcmV0`, once as object).getConfigurationSetting({ key: 'key' }, call);
const entity = (url: string, call: object = {}): Promise<unknown> => new TableClient(url, 'table', new AzureNamedKeyCredential('account', 'c2VjcmV0'), once).getEntity('partition', 'row', call);
const properties = (url: string, call: object = {}): Promise<unknown> => new BlobServiceClient(url, undefined, { retryOptions: { maxTries: 1 } }).getProperties(call);
const service = (url: string): BlobServiceClient => new BlobServiceClient(url, undefined, { retryOptions: { maxTries: 1 } });
const queues = subject('azure-storage', '@azure/storage-queue');
/** What is no deadline, at the calls of each kind of client. */
const ofStorage = {
  Service: [blobs, (url: string, call: object) => service(url).getProperties(call)],
  Container: [blobs, (url: string, call: object) => service(url).getContainerClient('c').getProperties(call)],
  Blob: [blobs, (url: string, call: object) => service(url).getContainerClient('c').getBlobClient('b').getProperties(call)],
  Queue: [queues, (url: string, call: object) => new QueueServiceClient(`${url}/account`, undefined, { retryOptions: { maxTries: 1 } }).getQueueClient('q').getProperties(call)],
} as const;
const signal = (): AbortSignal => AbortSignal.timeout(limit);

export const cases: readonly Case[] = [
  ...tables.phases('abortSignal', (url) => entity(url, { abortSignal: signal() })),
  ...tables.phases('timeout', (url) => entity(url, { requestOptions: { timeout: limit } })),
  tables.wait('timeout/default', (s) => entity(s.silent)),
  tables.wait('timeout/0/off', (s) => entity(s.silent, { requestOptions: { timeout: 0 } })),
  tables.wait('Table.*/timeout/ignored', (s) => entity(s.silent, { timeout: limit })),
  tables.wait('Table.*/signal/ignored', (s) => entity(s.silent, { signal: signal() })),
  ...configuration.phases('abortSignal', (url) => setting(url, { abortSignal: signal() })),
  ...configuration.phases('timeout', (url) => setting(url, { requestOptions: { timeout: limit } })),
  configuration.wait('Configuration.*/timeout/ignored', (s) => setting(s.silent, { timeout: limit })),
  configuration.wait('Configuration.*/signal/ignored', (s) => setting(s.silent, { signal: signal() })),
  ...blobs.phases('abortSignal', (url) => properties(url, { abortSignal: signal() })),
  ...Object.entries(ofStorage).flatMap(([kind, [library, ask]]) => [
    ...['timeout', 'timeoutInSeconds', 'tryTimeoutInMs'].map((option) => library.wait(`${kind}.*/${option}/ignored`, (s) => ask(s.silent, { [option]: option === 'timeoutInSeconds' ? 1 : limit }))),
    library.wait(`${kind}.*/signal/ignored`, (s) => ask(s.silent, { signal: signal() })),
  ]),
  blobs.shown('Service.listContainers/gives', (s) => gives.none(() => service(s.silent).listContainers())),
  blobs.shown('Container.listBlobsFlat/gives', (s) => gives.none(() => service(s.silent).getContainerClient('c').listBlobsFlat())),
  configuration.shown('Configuration.listConfigurationSettings/gives', (s) => gives.none(() => new AppConfigurationClient(`Endpoint=${s.silent};Id=id;Secret=c2VjcmV0`, once as object).listConfigurationSettings())),
  tables.shown('Table.listEntities/gives', (s) => gives.none(() => new TableClient(s.silent, 'table', new AzureNamedKeyCredential('account', 'c2VjcmV0'), once).listEntities())),
];
