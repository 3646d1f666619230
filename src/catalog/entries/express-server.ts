import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/** `app.listen` of Express makes a server of `node:http` and gives it back: its timeouts are Node's, and are set on the result. */
export default defineEntry({
  id: 'express-server',
  name: 'Express',
  packages: ['express'],
  types: {
    App: {
      is: ['()', 'App.use|set|enable|disable|engine|all|get|post|put|patch|delete|head|options()'],
      annotations: ['Express', 'Application'],
      noun: 'app',
    },
  },
  calls: [{ path: 'App.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] }],
  knobs: nodeServerKnobs(['result']),
});
