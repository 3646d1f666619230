import { Meilisearch } from 'meilisearch';
import { Client } from 'typesense';

import { limit, second, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const meilisearch = subject('meilisearch', 'meilisearch');
const typesense = subject('typesense', 'typesense');

const index = (host: string, options: object = {}) => new Meilisearch({ host, ...options }).index('movies');
const engine = (url: string, options: object = {}) =>
  new Client({ nodes: [{ host: '127.0.0.1', port: Number(new URL(url).port), protocol: 'http' }], apiKey: 'key', numRetries: 0, logLevel: 'silent', ...options });
const documents = (url: string, options: object = {}) => engine(url, options).collections('movies').documents();
const query = { q: 'word', query_by: 'title' };

export const cases: readonly Case[] = [
  ...meilisearch.phases('timeout', (url) => index(url, { timeout: limit }).search('word')),
  ...meilisearch.phases('timeout', (url) => index(url, { timeout: limit }).getDocuments(), { how: 'getDocuments' }),
  ...meilisearch.phases('signal', (url) => index(url).search('word', {}, { signal: AbortSignal.timeout(limit) })),
  meilisearch.wait('timeout/default', (s) => index(s.silent).search('word')),
  ...typesense.phases('connectionTimeoutSeconds', (url) => documents(url, { connectionTimeoutSeconds: second }).search(query)),
  ...typesense.phases('abortSignal', (url) => documents(url).search(query, { abortSignal: AbortSignal.timeout(limit) })),
  typesense.wait('connectionTimeoutSeconds/default', (s) => documents(s.silent).search(query)),
  ...dispatched(meilisearch, 'httpClient', { headersTimeout: limit, bodyTimeout: limit }, (url) => index(url).search('word')),
  typesense.wait('Documents.create/total/unbounded', (s) => documents(s.dripping, { connectionTimeoutSeconds: second }).create({ title: 'word' })),
  typesense.wait('Collections.create/total/unbounded', (s) => engine(s.dripping, { connectionTimeoutSeconds: second }).collections().create({ name: 'movies', fields: [] })),
  typesense.wait('Client.multiSearch.perform/total/unbounded', (s) => engine(s.dripping, { connectionTimeoutSeconds: second }).multiSearch.perform({ searches: [{ collection: 'movies', ...query }] })),
  typesense.wait('Client.health.retrieve/total/unbounded', (s) => engine(s.dripping, { connectionTimeoutSeconds: second }).health.retrieve()),
];
