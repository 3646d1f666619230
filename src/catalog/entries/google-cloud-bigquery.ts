import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body'] as const;
const call = { kind: 'outbound', knobs: ['timeout'], phases } as const;

/**
 * BigQuery. Up to version 7 a request ends after 60 s, or the client's `timeout`, and is retried three times; from version 8 on
 * the option reaches a node-fetch that has none, and nothing bounds a request (measured). `timeoutMs` of a query says how
 * long the server may take to answer, and `jobTimeoutMs` how long the job may run: a server that is silent keeps neither.
 */
export default defineEntry({
  id: 'google-cloud-bigquery',
  name: 'BigQuery',
  packages: ['@google-cloud/bigquery'],
  types: {
    Client: {
      is: ['new BigQuery()'],
      annotations: ['BigQuery'],
      options: 0,
      noun: 'client',
    },
    Dataset: {
      is: ['Client.dataset()'],
      annotations: ['Dataset'],
    },
    Table: {
      is: ['Dataset.table()'],
      annotations: ['Table'],
    },
    Job: {
      is: ['Client.job()'],
      annotations: ['Job'],
    },
  },
  calls: [
    { path: 'Client.query|createQueryJob|createJob|getDatasets|getJobs|createDataset', ...call, does: 'query' },
    { path: 'Dataset.query|createQueryJob|getTables|createTable|get|exists|create|delete|getMetadata|setMetadata', ...call, does: 'query' },
    {
      path: 'Table.insert|query|getRows|get|exists|create|delete|getMetadata|setMetadata|load|copy|extract|createQueryJob|createLoadJob',
      ...call,
      does: 'query',
    },
    { path: 'Job.getQueryResults|getMetadata|get|exists|cancel', ...call, does: 'query' },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 60_000,
      covers: phases,
      versions: '<8',
      source: '@google-cloud/common@5.0.2 build/src/util.js (60000) and service.js; @google-cloud/common@6.1.0 with teeny-request 10 never ends',
      verified: '7.9.4, 8.3.1',
    },
  },
});
