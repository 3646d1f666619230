import { defineEntry } from '../types.js';

/** node-redis up to version 3, with callbacks. */
export default defineEntry({
  id: 'redis-3',
  name: 'redis',
  packages: ['redis'],
  versions: '<4',
  types: {
    Client: { is: ['createClient()', 'Client.duplicate()', 'new RedisClient()'], annotations: ['RedisClient'], noun: 'client' },
  },
  emitters: [
    {
      path: 'Client',
      without: 'crash',
      when: 'Redis cannot be reached, or the connection is lost',
      noun: 'client',
      source: 'redis@3.1.2 index.js:326-342, :594',
      verified: '3.1.2',
    },
  ],
  clients: [
    { path: 'createClient()', noun: 'client', holds: 'connections', closes: ['quit', 'end'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/node-redis/tree/v3.1.2#rediscreateclient' },
  ],
});
