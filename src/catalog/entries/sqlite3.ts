import { defineEntry } from '../types.js';

/** sqlite3. */
export default defineEntry({
  id: 'sqlite3',
  name: 'sqlite3',
  packages: ['sqlite3'],
  acquires: [
    { path: 'Database', sync: true, release: ['close'], gives: ['prepare'], mayLast: true, finishes: true, collected: 'warning', noun: 'database', without: 'Its file stays open until garbage is collected, and each call opens it once more', source: 'https://github.com/TryGhost/node-sqlite3/wiki/API#databaseclosecallback' },
  ],
});
