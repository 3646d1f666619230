import { defineEntry } from '../types.js';

/** `readline` passes the errors of its input on: who reads lines with `on('line')` must hear them, `for await` does. */
export default defineEntry({
  id: 'node-readline',
  name: 'node:readline',
  packages: ['readline', 'node:readline', 'readline/promises', 'node:readline/promises'],
  hearers: [{ path: 'createInterface', hears: 'result', source: 'Node 20.20.2 lib/internal/readline/interface.js (input.on("error")), measured' }],
});
