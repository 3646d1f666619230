import { Meilisearch } from 'meilisearch';
import { Client } from 'typesense';

import { limit, second, type Case } from '../case.js';
import { subject } from '../subject.js';

const meilisearch = subject('meilisearch', 'meilisearch');
const typesense = subject('typesense', 'typesense');

const index = (host: string, options: object = {}) => new Meilisearch({ host, ...options }).index('movies');
const documents = (url: string, options: object = {}) =>
  new Client({ nodes: [{ host: '127.0.0.1', port: Number(new URL(url).port), protocol: 'http' }], apiKey: 'key', numRetries: 0, logLevel: 'silent', ...options }).collections('movies').documents();
const query = { q: 'word', query_by: 'title' };

export const cases: readonly Case[] = [
  ...meilisearch.phases('timeout', (url) => index(url, { timeout: limit }).search('word')),
  ...meilisearch.phases('timeout', (url) => index(url, { timeout: limit }).getDocuments(), { how: 'getDocuments' }),
  ...meilisearch.phases('signal', (url) => index(url).search('word', {}, { signal: AbortSignal.timeout(limit) })),
  meilisearch.wait('timeout/default', (s) => index(s.silent).search('word')),
  ...typesense.phases('connectionTimeoutSeconds', (url) => documents(url, { connectionTimeoutSeconds: second }).search(query)),
  ...typesense.phases('abortSignal', (url) => documents(url).search(query, { abortSignal: AbortSignal.timeout(limit) })),
  typesense.wait('connectionTimeoutSeconds/default', (s) => documents(s.silent).search(query)),
];
