import { defineEntry } from '../types.js';

const signal = '$0.request.signal';

/** https://docs.astro.build/en/guides/on-demand-rendering/: pages and endpoints become files when the project is built; what is to run for a request takes an adapter, and says `prerender = false` where the rest is built. */
const builtUnless = { packages: ['@astrojs/node', '@astrojs/vercel', '@astrojs/netlify', '@astrojs/cloudflare', '@astrojs/deno', '@deno/astro-adapter', 'astro-sst', '@astro-aws/adapter'], exported: 'prerender' } as const;

/** Astro: endpoints below `src/pages`, middleware and server actions. Code of `.astro` components is not read. */
export default defineEntry({
  id: 'astro',
  name: 'Astro',
  packages: ['astro', 'astro:actions', 'astro:middleware'],
  rejections: [{ end: 'framework', source: 'https://docs.astro.build/en/reference/routing-reference/' }],
  handlers: [
    { path: 'export GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL', files: '(^|/)src/pages/.+\\.[cm]?[jt]s$', needs: 'astro', builtUnless, reach: 'request', signal },
    { path: 'export onRequest', files: '(^|/)src/middleware(/index)?\\.[cm]?[jt]s$', needs: 'astro', builtUnless, reach: 'request', signal },
    { path: 'defineMiddleware', from: 0, reach: 'request', signal },
    { path: 'defineAction', from: 0, property: 'handler', reach: 'request', signal: '$1.request.signal' },
  ],
});
