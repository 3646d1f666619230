import { defineEntry } from '../types.js';

/** sqlite, which makes promises of the calls of sqlite3. */
export default defineEntry({
  id: 'sqlite',
  name: 'sqlite',
  packages: ['sqlite'],
  types: {
    Db: { is: ['open()', 'new Database()'], annotations: ['Database'] },
  },
  statements: [
    { path: 'Db.run|get|all|each|exec|prepare', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://github.com/kriasoft/node-sqlite#usage' },
  ],
});
