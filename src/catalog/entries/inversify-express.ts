import { defineEntry } from '../types.js';

/** inversify-express-utils: decorated methods of controllers, and middleware classes that the container makes. */
export default defineEntry({
  id: 'inversify-express',
  name: 'inversify-express-utils',
  packages: ['inversify-express-utils'],
  handlers: [
    { path: '@all|httpGet|httpPost|httpPut|httpPatch|httpHead|httpDelete|httpOptions', route: 0, within: 'controller', reach: 'request' },
    { path: '@httpMethod', within: 'controller', reach: 'request' },
    { path: '#handler', of: 'BaseMiddleware', reach: 'request' },
    { path: '#getUser', of: 'AuthProvider', reach: 'request' },
  ],
});
