import { defineEntry } from '../types.js';

/** MemJS counts in seconds: half a second for an answer, twice that for a connection, and tries again twice. */
export default defineEntry({
  id: 'memjs',
  name: 'MemJS',
  packages: ['memjs'],
  types: {
    Client: {
      is: ['Client.create()'],
      annotations: ['Client'],
      options: 1,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.get|set|add|replace|delete|increment|decrement|append|prepend|touch|flush|stats|version',
      kind: 'outbound',
      does: 'command',
      knobs: ['timeout', 'conntimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 's',
      default: 0.5,
      covers: ['query'],
      source: 'memjs@1.3.2 lib/memjs/server.js:20, :192-208',
      verified: '1.3.2',
    },
    conntimeout: {
      at: ['client.conntimeout'],
      unit: 's',
      default: 1,
      covers: ['connect'],
      source: 'memjs@1.3.2 lib/memjs/server.js:21-22, :167',
      verified: '1.3.2',
    },
  },
  promises: [
    { path: 'Client.get|set|add|replace|delete|increment|decrement|append|prepend|touch|flush|stats|version', callback: true, source: 'https://www.npmjs.com/package/memjs (a promise where no callback is given)' },
  ],
});
