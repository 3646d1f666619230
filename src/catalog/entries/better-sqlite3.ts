import { defineEntry } from '../types.js';

/** better-sqlite3. */
export default defineEntry({
  id: 'better-sqlite3',
  name: 'better-sqlite3',
  packages: ['better-sqlite3'],
  types: {
    Db: { is: ['new ()', '()'], annotations: ['Database'] },
  },
  acquires: [
    { path: '', sync: true, release: ['close'], gives: ['prepare', 'transaction'], mayLast: true, collected: 'warning', except: { at: 0, is: [':memory:', ''] }, noun: 'database', without: 'Its file stays open until garbage is collected, and each call opens it once more', source: 'better-sqlite3@12.11.1 src/objects/database.cpp:36-52 (closed with the object, or by close)' },
  ],
  statements: [
    { path: 'Db.prepare|exec', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#preparestring---statement' },
  ],
});
