import { defineEntry } from '../types.js';

/** sqlite3. */
export default defineEntry({
  id: 'sqlite3',
  name: 'sqlite3',
  packages: ['sqlite3'],
  types: {
    Db: { is: ['new Database()', 'verbose().new Database()'], annotations: ['Database'] },
  },
  acquires: [
    { path: 'Database', sync: true, release: ['close'], gives: ['prepare'], mayLast: true, finishes: true, collected: 'warning', except: { at: 0, is: [':memory:', ''] }, noun: 'database', without: 'Its file stays open until garbage is collected, and each call opens it once more', source: 'sqlite3@6.0.1 src/database.h:128-133 (closed with the object), src/database.cc:220 (close, when all before it is done)' },
  ],
  statements: [
    { path: 'Db.run|get|all|each|exec|prepare', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://github.com/TryGhost/node-sqlite3/wiki/API#databaserunsql--param---callback' },
  ],
});
