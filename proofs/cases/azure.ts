import { AppConfigurationClient } from '@azure/app-configuration';
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const configuration = subject('azure', '@azure/app-configuration');
const tables = subject('azure', '@azure/data-tables');
const blobs = subject('azure-storage', '@azure/storage-blob');

const once = { retryOptions: { maxRetries: 0 }, allowInsecureConnection: true };

const setting = (url: string, call: object = {}): Promise<unknown> => new AppConfigurationClient(`Endpoint=${url};Id=id;Secret=c2VjcmV0`, once as object).getConfigurationSetting({ key: 'key' }, call);
const entity = (url: string, call: object = {}): Promise<unknown> => new TableClient(url, 'table', new AzureNamedKeyCredential('account', 'c2VjcmV0'), once).getEntity('partition', 'row', call);
const properties = (url: string, call: object = {}): Promise<unknown> => new BlobServiceClient(url, undefined, { retryOptions: { maxTries: 1 } }).getProperties(call);
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
  ...['timeout', 'timeoutInSeconds', 'tryTimeoutInMs'].map((option) => blobs.wait(`Service.*/${option}/ignored`, (s) => properties(s.silent, { [option]: option === 'timeoutInSeconds' ? 1 : limit }))),
  blobs.wait('Service.*/signal/ignored', (s) => properties(s.silent, { signal: signal() })),
];
