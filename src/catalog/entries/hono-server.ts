import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/** Hono on Node.js: `serve` makes a server of `node:http` with `serverOptions`, opens it and gives it back. */
export default defineEntry({
  id: 'hono-server',
  name: '@hono/node-server',
  packages: ['@hono/node-server'],
  types: {
    HonoServer: {
      is: ['createAdaptorServer()'],
      options: 0,
      noun: 'server',
    },
  },
  calls: [
    { path: 'serve', kind: 'listen', does: 'server', options: 0, knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
    { path: 'HonoServer.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
  ],
  knobs: nodeServerKnobs(['result', 'set', 'call.serverOptions', 'client.serverOptions']),
});
