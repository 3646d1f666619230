import { defineEntry } from '../types.js';

/** The part of Drizzle that goes to the database as it is, and what is quoted. */
export default defineEntry({
  id: 'drizzle-sql',
  name: 'Drizzle\'s sql',
  packages: ['drizzle-orm', 'drizzle-orm/sql'],
  statements: [
    { path: 'sql.raw', text: 0, advice: 'Give values by the tag, which makes parameters of them, and names by sql.identifier.', source: 'https://orm.drizzle.team/docs/sql#sqlraw' },
  ],
});
