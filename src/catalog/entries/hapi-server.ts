import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/**
 * hapi makes a server of `node:http` and keeps it in `server.listener`, or takes one as the option `listener`. Its own
 * `payload.timeout` (10 s) bounds the body of each request as well, which Node's `requestTimeout` does not know.
 */
export default defineEntry({
  id: 'hapi-server',
  name: 'hapi',
  packages: ['@hapi/hapi', 'hapi'],
  types: {
    HapiServer: {
      is: ['server()', 'new Server()', 'Server()'],
      annotations: ['Server'],
      options: 0,
      noun: 'server',
    },
  },
  calls: [{ path: 'HapiServer.start', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] }],
  knobs: nodeServerKnobs(['set.listener', 'client.listener > client', 'client.listener > set']),
  promises: [
    { path: 'HapiServer.start|stop|initialize|register|inject', source: 'https://hapi.dev/api/#server.start()' },
  ],
});
