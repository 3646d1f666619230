import { defineEntry } from '../types.js';

const files = '\\.[cm]?[jt]s$';

/**
 * Cloudflare Workers: the functions of the default export, and classes of `cloudflare:workers`. The request's signal is
 * left out: it aborts only behind a compatibility flag.
 */
export default defineEntry({
  id: 'cloudflare-workers',
  name: 'Cloudflare Workers',
  packages: ['wrangler', '@cloudflare/workers-types', 'cloudflare:workers'],
  rejections: [{ end: 'framework', source: 'https://developers.cloudflare.com/workers/observability/errors/' }],
  handlers: [
    { path: 'export default', property: 'fetch', files, reach: 'request' },
    { path: 'export default', property: 'scheduled', files, reach: 'worker' },
    { path: 'export default', property: 'queue', files, reach: 'worker' },
    { path: 'export default', property: 'email', files, reach: 'worker' },
    { path: 'export default', property: 'tail', files, reach: 'worker' },
    { path: '#fetch', of: 'WorkerEntrypoint', reach: 'request' },
    { path: '#scheduled|queue', of: 'WorkerEntrypoint', reach: 'worker' },
    { path: '#fetch|webSocketMessage|webSocketClose', of: 'DurableObject', reach: 'request' },
    { path: '#alarm', of: 'DurableObject', reach: 'worker' },
    { path: '#run', of: 'WorkflowEntrypoint', reach: 'worker' },
  ],
});
