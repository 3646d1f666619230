import { defineEntry } from '../types.js';

/** Packages that quote and escape what stands in a statement. */
export default defineEntry({
  id: 'sql-escapes',
  name: 'escapes of SQL',
  packages: ['pg-format', 'sqlstring', 'pg-escape', 'sql-escape-string', 'mysql-escape'],
  escapes: [
    { path: '', source: 'https://github.com/datalanche/node-pg-format' },
    { path: '*', source: 'https://github.com/mysqljs/sqlstring' },
  ],
});
