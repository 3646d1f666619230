import { defineEntry } from '../types.js';

/** What Redis publishes: a listener for each channel (node-redis 4 and newer), or events of the client (ioredis, node-redis 3). */
export default defineEntry({
  id: 'redis-handlers',
  name: 'Redis subscriptions',
  packages: ['redis', '@redis/client', 'ioredis'],
  types: {
    Client: {
      is: ['new ()', 'new Redis()', 'new Cluster()', 'createClient()', 'createCluster()', 'createSentinel()', 'Client.duplicate|on|once()'],
      annotations: ['Redis', 'Cluster', 'RedisClientType', 'RedisClusterType', 'RedisClient', 'default'],
      noun: 'client',
    },
  },
  rejections: [{ end: 'nobody', source: '@redis/client@6.3.1 dist/lib/client/pub-sub.js:355-365, ioredis@6.0.0 (what a listener gives is dropped)', verified: 'redis 6.3.1, ioredis 6.0.0' }],
  handlers: [
    { path: 'Client.subscribe|pSubscribe|sSubscribe', from: 1, route: 0, reach: 'worker' },
    { path: 'Client.on|addListener', from: 1, event: 'message|pmessage|smessage|messageBuffer|pmessageBuffer|smessageBuffer', route: 0, reach: 'worker' },
  ],
});
