import { Storage } from '@google-cloud/storage';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('google-cloud-storage', '@google-cloud/storage');

const metadata = (apiEndpoint: string, options: object = {}): Promise<unknown> => new Storage({ apiEndpoint, projectId: 'project', retryOptions: { autoRetry: false }, ...options }).bucket('bucket').getMetadata();

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => metadata(url, { timeout: limit })),
  wait('timeout/default', (s) => metadata(s.silent)),
];
