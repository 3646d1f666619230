import { defineEntry } from '../types.js';

/** Headers that restrict what pages may do: helmet and its relatives. */
export default defineEntry({
  id: 'helmet',
  name: 'helmet',
  packages: ['helmet', 'koa-helmet', '@fastify/helmet', 'fastify-helmet', 'hono/secure-headers', 'lusca', 'helmet-csp'],
  headers: [
    { path: '', as: 'middleware', source: 'helmet@8.3.0 index.mjs; koa-helmet@9.0.0; lusca@1.7.0 index.js:26' },
    { path: 'helmet|contentSecurityPolicy|frameguard|xFrameOptions|csp|xframe|secureHeaders', as: 'middleware', source: 'helmet@8.3.0 README.md; lusca@1.7.0 index.js:70-73; hono@4.13.19 dist/middleware/secure-headers/index.js' },
    { path: '', as: 'plugin', source: '@fastify/helmet@13.2.0 index.js' },
    { path: 'fastifyHelmet', as: 'plugin', source: '@fastify/helmet@13.2.0 index.js' },
  ],
});
