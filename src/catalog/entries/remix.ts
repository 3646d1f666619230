import { defineEntry } from '../types.js';

const ending = '[jt]sx?$';
/** Modules of the app folder that may be routes: any, since `routes.ts` may name any; `.server` and `.client` files never are. */
const route = `(^|/)app/(?!.*\\.(server|client)\\.${ending}).+\\.${ending}`;
const signal = '$0.request.signal';

/**
 * Remix, and React Router in framework mode: a route's `loader` and `action` run on the server, `clientLoader` does not.
 * React Router as a mere library (data mode) has loaders as well, which run in the browser: hence the packages.
 */
export default defineEntry({
  id: 'remix',
  name: 'Remix',
  packages: ['@remix-run/node', '@remix-run/server-runtime', '@remix-run/cloudflare', '@remix-run/dev', '@react-router/node', '@react-router/dev', '@react-router/cloudflare'],
  rejections: [{ end: 'framework', source: '@remix-run/server-runtime@2.17.5 dist/server.js:269-470' }],
  handlers: [
    { path: 'export loader|action', files: route, reach: 'request', signal },
    { path: 'export middleware|unstable_middleware', files: route, reach: 'request', signal },
    { path: 'export default|handleRequest', files: `(^|/)app/entry\\.server\\.${ending}`, reach: 'request', signal: '$0.signal' },
    { path: 'export handleDataRequest', files: `(^|/)app/entry\\.server\\.${ending}`, reach: 'request', signal: '$1.request.signal' },
    { path: 'export handleError', files: `(^|/)app/entry\\.server\\.${ending}`, reach: 'request', signal: '$1.request.signal' },
  ],
});
