import { defineEntry } from '../types.js';

/** What it writes is a line for people, and of an object what `util.inspect` makes of it. */
export default defineEntry({
  id: 'console',
  name: 'console',
  packages: ['globalThis'],
  loggers: [
    { path: 'console.log|info|warn|error|debug|trace|dir|table', writes: 'text', source: 'https://nodejs.org/api/console.html#consolelogdata-args' },
  ],
});
