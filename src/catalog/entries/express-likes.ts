import { defineEntry } from '../types.js';
import express from './express.js';

/**
 * Servers and routers with Express's way of registering: connect, polka, restana, next-connect, and packages that give
 * an Express router back (`express-promise-router`, `express-ws`). Their versions have nothing to do with Express's.
 */
export default defineEntry({
  id: 'express-likes',
  name: 'a router like Express\'s',
  packages: ['connect', 'express-promise-router', 'express-ws', 'next-connect', 'polka', 'restana', 'router'],
  extends: 'express',
  rejections: [
    { end: 'nobody', packages: ['connect'], source: 'connect@3.7.0 index.js (what a handler gives is dropped)', verified: '3.7.0' },
    { end: 'framework', packages: ['express-promise-router'], source: 'express-promise-router@4.1.1 lib/index.js (it is given to next)', verified: '4.1.1 on Express 4.21.2' },
    { end: 'nobody', packages: ['express-ws'], of: 'express', versions: '<5', source: 'express@4.21.2 lib/router/layer.js:71, :95', verified: '4.21.2' },
    { end: 'framework', packages: ['express-ws'], of: 'express', versions: '>=5', source: 'router@2.3.0 lib/layer.js:122, :173', verified: '5.3.0' },
    { end: 'framework', packages: ['next-connect'], source: 'next-connect@0.13.0 dist/index.js:102', verified: '0.13.0, 1.0.0' },
    { end: 'nobody', packages: ['polka'], versions: '<1.0.0-0', source: 'polka@0.5.2 index.js:95 (what a handler gives is dropped)', verified: '0.5.2' },
    { end: 'framework', packages: ['polka'], versions: '>=1.0.0-next.28', source: 'polka@1.0.0-next.28 build.js:83-84', verified: '1.0.0-next.28' },
    { end: 'framework', packages: ['restana'], source: 'restana@5.2.0 libs/request-router.js', verified: '5.2.0' },
    { end: 'nobody', packages: ['router'], versions: '<2', source: 'router@1.3.8 lib/layer.js (what a handler gives is dropped)', verified: '1.3.8' },
    { end: 'framework', packages: ['router'], versions: '>=2', source: 'router@2.3.0 lib/layer.js:122, :173', verified: '2.3.0' },
  ],
  types: {
    Router: {
      // express-ws hands the application back in `{ app }`.
      is: [...express.types.Router.is, 'createRouter()', 'createEdgeRouter()', 'Router.app', 'Router.clone()'],
      annotations: ['default', 'Router', 'Polka', 'Server', 'Application', 'WithWebsocketMethod'],
      noun: 'router',
    },
  },
});
