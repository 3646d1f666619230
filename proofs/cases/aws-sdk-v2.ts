import AWS from 'aws-sdk';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('aws-sdk-v2', 'aws-sdk');

const list = (endpoint: string, httpOptions: object = {}): Promise<unknown> =>
  new AWS.DynamoDB({ endpoint, region: 'eu-west-1', accessKeyId: 'id', secretAccessKey: 'secret', maxRetries: 0, httpOptions }).listTables().promise();

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => list(url, { timeout: limit })),
  ...phases('connectTimeout', (url) => list(url, { connectTimeout: limit })),
  wait('connectTimeout/default', (s) => list(s.unreachable)),
  wait('connectTimeout/0/off', (s) => list(s.unreachable, { connectTimeout: 0 })),
];
