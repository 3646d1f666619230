import { defineEntry } from '../types.js';

const signal = '$0.request.signal';

/** Astro: endpoints below `src/pages`, middleware and server actions. Code of `.astro` components is not read. */
export default defineEntry({
  id: 'astro',
  name: 'Astro',
  packages: ['astro', 'astro:actions', 'astro:middleware'],
  rejections: [{ end: 'framework', source: 'https://docs.astro.build/en/reference/routing-reference/' }],
  handlers: [
    { path: 'export GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL', files: '(^|/)src/pages/.+\\.[cm]?[jt]s$', needs: 'astro', reach: 'request', signal },
    { path: 'export onRequest', files: '(^|/)src/middleware(/index)?\\.[cm]?[jt]s$', needs: 'astro', reach: 'request', signal },
    { path: 'defineMiddleware', from: 0, reach: 'request', signal },
    { path: 'defineAction', from: 0, property: 'handler', reach: 'request', signal: '$1.request.signal' },
  ],
});
