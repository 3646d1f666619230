import { defineEntry } from '../types.js';

/**
 * memcached (3rd-Eden). `timeout` (5 s) ends an attempt to connect; once connected, a server that is silent is waited for
 * without end: `idle` closes the socket, and nobody tells the command. No option bounds it.
 */
export default defineEntry({
  id: 'memcached',
  name: 'memcached',
  packages: ['memcached'],
  types: {
    Client: {
      is: ['new ()'],
      annotations: ['Memcached', 'default'],
      options: 1,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.get|gets|getMulti|set|add|replace|cas|append|prepend|touch|incr|decr|del|flush|stats|version',
      kind: 'outbound',
      does: 'command',
      knobs: [],
      essential: ['query'],
      phases: ['query'],
    },
  ],
  promises: [
    { path: 'Client.*', gives: 'none', source: 'https://www.npmjs.com/package/memcached#api (callbacks only)' },
  ],
});
