import { defineEntry } from '../types.js';

/** Middleware that refuses requests which another site made a browser send. */
export default defineEntry({
  id: 'csrf-guards',
  name: 'Guards against forged requests',
  packages: ['csrf-csrf', 'csrf-sync', 'hono/csrf', 'lusca'],
  guards: [
    { path: '', refuses: 'forged', as: 'middleware', only: 'arg0.csrf', source: 'lusca@1.7.0 index.js:26-60' },
    { path: 'csrf', refuses: 'forged', as: 'middleware', source: 'hono@4.13.19 dist/middleware/csrf/index.js; lusca@1.7.0 index.js:69' },
    { path: 'doubleCsrf().doubleCsrfProtection', refuses: 'forged', as: 'member', source: 'csrf-csrf@4.0.3 README.md' },
    { path: 'csrfSync().csrfSynchronisedProtection', refuses: 'forged', as: 'member', source: 'csrf-sync@4.2.1 README.md:68' },
  ],
});
