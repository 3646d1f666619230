import { defineEntry } from '../types.js';

/** Tests give promises, and the runner looks after them. */
export default defineEntry({
  id: 'node-test',
  name: 'Node\'s test runner',
  packages: ['node:test', 'test'],
  promises: [
    { path: 'test|it|describe|suite', gives: 'safe', source: 'https://nodejs.org/api/test.html#testname-options-fn (the runner waits for it and reports its failure)', verified: 'Node 20.20.2' },
    { path: '', gives: 'safe', source: 'https://nodejs.org/api/test.html#testname-options-fn (the runner waits for it and reports its failure)' },
    { path: 'test|it|describe|suite.only|skip|todo', gives: 'safe', source: 'https://nodejs.org/api/test.html#testskipname-options-fn' },
  ],
});
