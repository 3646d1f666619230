import { defineEntry } from '../types.js';

const queries = 'any|none|one|oneOrNone|many|manyOrNone|result|query|func|proc|map|each|multi|multiResult';

/** pg-promise. Each query of the database object takes a connection of its pool; `task` and `tx` keep one, and hand the function an object that uses it. */
export default defineEntry({
  id: 'pg-promise',
  name: 'pg-promise',
  packages: ['pg-promise'],
  types: {
    Main: { is: ['()'], annotations: ['IMain'] },
    Db: { is: ['Main()'], annotations: ['IDatabase'], noun: 'database' },
    Task: { is: ['Db.task|tx|taskIf|txIf().$0', 'Task.task|tx|taskIf|txIf().$0'], annotations: ['ITask'] },
  },
  slots: [
    { kind: 'connection', of: 'Db', takes: [`Db.${queries}`], during: ['Db.task|tx|taskIf|txIf'], held: ['Task'], noun: 'connection', source: 'pg-promise@12.1.3 lib/task.js, lib/database.js (each method connects for itself, a task once)' },
  ],
  statements: [
    { path: 'Db|Task.any|none|one|oneOrNone|many|manyOrNone|result|query|map|each|multi|multiResult', text: 0, advice: 'Write $1 in the text and give the value in the list of parameters.', source: 'https://github.com/vitaly-t/pg-promise#named-parameters' },
  ],
  escapes: [
    { path: 'as.name|value|csv|format|text|json|array|alias', source: 'https://vitaly-t.github.io/pg-promise/formatting.html' },
    { path: 'Main.as.name|value|csv|format|text|json|array|alias', source: 'https://vitaly-t.github.io/pg-promise/formatting.html' },
    { path: 'Main.helpers.insert|update|values|sets|concat', source: 'https://vitaly-t.github.io/pg-promise/helpers.html' },
  ],
});
