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
  types: {
    Router: {
      // express-ws hands the application back in `{ app }`.
      is: [...express.types.Router.is, 'createRouter()', 'createEdgeRouter()', 'Router.app', 'Router.clone()'],
      annotations: ['default', 'Router', 'Polka', 'Server', 'Application', 'WithWebsocketMethod'],
      noun: 'router',
    },
  },
});
