import { defineEntry } from '../types.js';

/** follow-redirects: the requests of node:http, again. */
export default defineEntry({
  id: 'follow-redirects',
  name: 'follow-redirects',
  packages: ['follow-redirects'],
  emitters: [
    {
      path: 'http|https.request|get()',
      without: 'crash',
      when: 'the server cannot be reached, or resets the connection',
      noun: 'request',
      source: 'follow-redirects@1.16.3 index.js',
      verified: '1.16.3',
    },
  ],
});
