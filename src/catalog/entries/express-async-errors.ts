import { defineEntry } from '../types.js';

/** Packages that change Express 4 when they are imported: what a handler rejects with goes to `next`. They do so for routes that are registered afterwards. */
export default defineEntry({
  id: 'express-async-errors',
  name: 'express-async-errors',
  packages: ['express-async-errors', 'express-yields'],
  forwarders: [{ patches: 'express', source: 'express-async-errors@3.1.1 index.js:18, express-yields@1.1.2 index.js', verified: 'these versions on Express 4.21.2' }],
});
