import { defineEntry } from '../types.js';

/** mariadb. */
export default defineEntry({
  id: 'mariadb',
  name: 'mariadb',
  packages: ['mariadb', 'mariadb/callback'],
  types: {
    Pool: { is: ['createPool()'], annotations: ['Pool'] },
  },
  acquires: [
    { path: 'Pool.getConnection', release: ['release', 'end', 'destroy'], callback: 1, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md#connectionrelease--promise' },
    { path: 'createConnection', release: ['end', 'destroy'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'https://github.com/mariadb-corporation/mariadb-connector-nodejs/blob/main/documentation/promise-api.md#connectionend--promise' },
  ],
});
