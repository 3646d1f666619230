import { defineEntry } from '../types.js';

/** csurf and those that took its place: the export is called and gives a middleware that compares a token. */
export default defineEntry({
  id: 'csurf',
  name: 'csurf',
  packages: ['csurf', '@dr.pogodin/csurf', 'tiny-csrf', 'koa-csrf'],
  guards: [{ path: '', refuses: 'forged', as: 'middleware', source: 'csurf@1.11.0 index.js; tiny-csrf@1.1.6 index.js:11; koa-csrf@5.0.1 README.md' }],
});
