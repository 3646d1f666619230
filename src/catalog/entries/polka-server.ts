import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/** Polka makes a server of `node:http` in `listen` unless it is given one, keeps it in `app.server`, and gives back the app. */
export default defineEntry({
  id: 'polka-server',
  name: 'Polka',
  packages: ['polka', '@polka/polka'],
  types: {
    App: {
      is: ['()'],
      annotations: ['Polka'],
      options: 0,
      noun: 'app',
    },
    // The app itself, given back by a method.
    Chained: {
      is: ['App.use|all|get|post|put|patch|delete|head|options|add()', 'Chained.use|all|get|post|put|patch|delete|head|options|add()'],
      noun: 'app',
    },
  },
  calls: [
    { path: 'App.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
    { path: 'Chained.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
  ],
  knobs: nodeServerKnobs(['result.server', 'set.server', 'client.server > client', 'client.server > set']),
});
