import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/** `app.listen` of Koa makes a server of `node:http` and gives it back: its timeouts are Node's, and are set on the result. */
export default defineEntry({
  id: 'koa-server',
  name: 'Koa',
  packages: ['koa'],
  types: {
    App: {
      is: ['new ()', 'new Application()', 'App.use|on()'],
      annotations: ['Koa', 'Application'],
      noun: 'app',
    },
  },
  calls: [{ path: 'App.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] }],
  knobs: nodeServerKnobs(['result']),
});
