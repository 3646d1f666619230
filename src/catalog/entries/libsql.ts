import { defineEntry } from '../types.js';

/** The client of libSQL and Turso. */
export default defineEntry({
  id: 'libsql',
  name: 'libSQL',
  packages: ['@libsql/client', '@libsql/client/*'],
  types: {
    Client: { is: ['createClient()'], annotations: ['Client'] },
    Tx: { is: ['Client.transaction()'], annotations: ['Transaction'] },
  },
  statements: [
    { path: 'Client|Tx.execute|executeMultiple', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://docs.turso.tech/sdk/ts/reference#parameters' },
  ],
});
