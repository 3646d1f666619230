import { defineEntry } from '../types.js';

/** Questions on the terminal. */
export default defineEntry({
  id: 'node-readline-promises',
  name: 'Node\'s readline/promises',
  packages: ['readline/promises', 'node:readline/promises'],
  promises: [
    { path: 'createInterface().question', source: 'https://nodejs.org/api/readline.html#rlquestionquery-options_1', verified: 'Node 20.20.2' },
    { path: 'new Interface().question', source: 'https://nodejs.org/api/readline.html#rlquestionquery-options_1' },
  ],
});
