import { defineEntry } from '../types.js';

const signal = '$0.request.signal';

/**
 * SvelteKit: endpoints, form actions and `load` functions. A universal `load` (`+page.ts`) runs on the server first and in
 * the browser afterwards, and has no request. Remote functions (`query`, `command`, `form`) come from `$app/server`.
 */
export default defineEntry({
  id: 'sveltekit',
  name: 'SvelteKit',
  packages: ['@sveltejs/kit', '$app/server'],
  rejections: [{ end: 'framework', source: '@sveltejs/kit@2.70.4 src/runtime/server/respond.js:309' }],
  handlers: [
    { path: 'export GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|fallback', files: '(^|/)\\+server\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request', signal },
    { path: 'export load', files: '(^|/)\\+(page|layout)(@[^/]*)?\\.server\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request', signal },
    { path: 'export load', files: '(^|/)\\+(page|layout)(@[^/]*)?\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request' },
    { path: 'export actions', property: '*', files: '(^|/)\\+page(@[^/]*)?\\.server\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request', signal },
    { path: 'export handle', files: '(^|/)hooks\\.server\\.[jt]s$|(^|/)hooks/server\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request', signal: '$0.event.request.signal' },
    { path: 'export handleFetch|handleError', files: '(^|/)hooks\\.server\\.[jt]s$|(^|/)hooks/server\\.[jt]s$', needs: '@sveltejs/kit', reach: 'request' },
    { path: 'query|command|form', from: 0, reach: 'request' },
    { path: 'query.batch', from: 0, reach: 'request' },
  ],
});
