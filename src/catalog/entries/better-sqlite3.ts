import { defineEntry } from '../types.js';

/** better-sqlite3. */
export default defineEntry({
  id: 'better-sqlite3',
  name: 'better-sqlite3',
  packages: ['better-sqlite3'],
  acquires: [
    { path: '', sync: true, release: ['close'], gives: ['prepare'], mayLast: true, collected: 'warning', noun: 'database', without: 'Its file stays open until garbage is collected, and each call opens it once more', source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#close---this' },
  ],
});
