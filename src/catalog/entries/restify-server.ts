import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/** Restify makes a server of `node:http` or `node:https` and keeps it in `server.server`; only `httpsServerOptions` reach Node. */
export default defineEntry({
  id: 'restify-server',
  name: 'Restify',
  packages: ['restify'],
  types: {
    RestifyServer: {
      is: ['createServer()'],
      annotations: ['Server'],
      options: 0,
      noun: 'server',
    },
  },
  calls: [{ path: 'RestifyServer.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] }],
  knobs: nodeServerKnobs(['result', 'set.server', 'client.httpsServerOptions']),
});
