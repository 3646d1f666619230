import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

/** It is handed to Express as it is. */
const middleware = [
  { end: 'nobody', of: 'express', versions: '<5', source: 'inversify-express-utils@6.5.0 lib/cjs/server.js:187' },
  { end: 'framework', of: 'express', versions: '>=5', source: 'inversify-express-utils@6.5.0 lib/cjs/server.js:187' },
] as const;

/** inversify-express-utils: decorated methods of controllers, and middleware classes that the container makes. */
export default defineEntry({
  id: 'inversify-express',
  name: 'inversify-express-utils',
  packages: ['inversify-express-utils'],
  rejections: [{ end: 'framework', source: 'inversify-express-utils@6.5.0 lib/cjs/server.js:242' }],
  handlers: [
    { path: '@all|httpGet|httpPost|httpPut|httpPatch|httpHead|httpDelete|httpOptions', route: 0, within: 'controller', reach: 'request' },
    { path: '@httpMethod', within: 'controller', reach: 'request' },
    { path: '#handler', of: 'BaseMiddleware', reach: 'request', rejections: middleware, answers: expressAnswers },
    { path: '#getUser', of: 'AuthProvider', reach: 'request', rejections: [] },
  ],
});
