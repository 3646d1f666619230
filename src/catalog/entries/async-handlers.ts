import { defineEntry } from '../types.js';

/** Packages that take an async handler and pass what it rejects with to `next`, for Express 4 and its like. */
export default defineEntry({
  id: 'async-handlers',
  name: 'wrappers of async handlers',
  packages: ['express-async-handler', 'express-async-wrap', 'express-rescue', 'async-middleware', 'middleware-async', '@awaitjs/express'],
  forwarders: [
    { path: '', source: 'express-async-handler@1.2.0 index.js:5, express-async-wrap@1.0.0 lib/index.js, express-rescue@1.2.0', verified: 'these versions on Express 4' },
    { path: 'wrap', source: 'async-middleware@1.2.1 dist/index.js:5, @awaitjs/express@0.9.0 index.js', verified: 'these versions on Express 4' },
    { path: 'asyncMiddleware|combineToAsync', source: 'middleware-async@1.4.0 index.cjs', verified: '1.4.0 on Express 4' },
  ],
});
