import { defineEntry } from '../types.js';

/** What node:sqlite is given. */
export default defineEntry({
  id: 'node-sqlite',
  name: 'Node\'s SQLite',
  packages: ['node:sqlite'],
  types: {
    Db: { is: ['new DatabaseSync()'], annotations: ['DatabaseSync'] },
  },
  statements: [
    { path: 'Db.prepare|exec', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://nodejs.org/api/sqlite.html#databasepreparesql' },
  ],
});
