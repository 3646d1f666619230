import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body'] as const;
const call = { kind: 'outbound', does: 'request', knobs: ['timeout'], phases } as const;

/**
 * Google Cloud Storage. No request ends by itself: the 60 s that the code has as a default are overwritten by the option that
 * nobody set. `timeout` of the client works up to 8.0, for everything but resumable uploads; from 8.1 on it reaches a
 * node-fetch that has no such option, and nothing bounds a request (measured). `retryOptions.totalTimeout` (600 s) is looked
 * at between attempts only.
 */
export default defineEntry({
  id: 'google-cloud-storage',
  name: 'Google Cloud Storage',
  packages: ['@google-cloud/storage'],
  types: {
    Storage: {
      is: ['new Storage()'],
      annotations: ['Storage'],
      options: 0,
      noun: 'client',
    },
    Bucket: {
      is: ['Storage.bucket()'],
      annotations: ['Bucket'],
    },
    File: {
      is: ['Bucket.file()'],
      annotations: ['File'],
    },
  },
  calls: [
    { path: 'Storage.getBuckets|createBucket|getServiceAccount|getHmacKeys|createHmacKey', ...call },
    { path: 'Bucket.getFiles|deleteFiles|exists|get|getMetadata|setMetadata|create|delete|upload|combine|makePublic|makePrivate', ...call },
    { path: 'Bucket.getLabels|setLabels|getNotifications', ...call },
    {
      path: 'File.download|exists|get|getMetadata|setMetadata|save|delete|copy|move|rename|makePublic|makePrivate|isPublic|createResumableUpload',
      ...call,
    },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: phases,
      versions: '<8.1.0',
      source: '@google-cloud/storage@7.22.0 build/cjs/src/nodejs-common/service.js:137 (over util.js:80); 8.4.0 with teeny-request 11 never ends',
      verified: '7.22.0, 8.4.0',
    },
  },
});
