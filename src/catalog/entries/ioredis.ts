import { defineEntry } from '../types.js';

/**
 * The commands that answer at once, by the lists of @ioredis/commands 1.10. Left out are those that wait by design
 * (`blpop`, `xread`, `wait`, …: a time for all commands would break them), subscriptions, and the ends of a connection.
 */
const commands = [
  // strings and bits
  'append|bitcount|bitfield|bitfield_ro|bitop|bitpos|decr|decrby|get|getbit|getdel|getex|getrange|getset|incr|incrby',
  'incrbyfloat|lcs|mget|mset|msetnx|psetex|set|setbit|setex|setnx|setrange|strlen|substr',
  // keys
  'copy|del|dump|exists|expire|expireat|expiretime|keys|migrate|move|object|persist|pexpire|pexpireat|pexpiretime|pttl',
  'randomkey|rename|renamenx|restore|scan|sort|sort_ro|touch|ttl|type|unlink',
  // hashes
  'hdel|hexists|hexpire|hexpireat|hexpiretime|hget|hgetall|hgetdel|hgetex|hincrby|hincrbyfloat|hkeys|hlen|hmget|hmset',
  'hpersist|hpexpire|hpexpireat|hpexpiretime|hpttl|hrandfield|hscan|hset|hsetex|hsetnx|hstrlen|httl|hvals',
  // lists
  'lindex|linsert|llen|lmove|lmpop|lpop|lpos|lpush|lpushx|lrange|lrem|lset|ltrim|rpop|rpoplpush|rpush|rpushx',
  // sets
  'sadd|scard|sdiff|sdiffstore|sinter|sintercard|sinterstore|sismember|smembers|smismember|smove|spop|srandmember|srem',
  'sscan|sunion|sunionstore',
  // sorted sets
  'zadd|zcard|zcount|zdiff|zdiffstore|zincrby|zinter|zintercard|zinterstore|zlexcount|zmpop|zmscore|zpopmax|zpopmin',
  'zrandmember|zrange|zrangebylex|zrangebyscore|zrangestore|zrank|zrem|zremrangebylex|zremrangebyrank|zremrangebyscore',
  'zrevrange|zrevrangebylex|zrevrangebyscore|zrevrank|zscan|zscore|zunion|zunionstore',
  // streams, geography, cardinality
  'xack|xadd|xautoclaim|xclaim|xdel|xgroup|xinfo|xlen|xpending|xrange|xrevrange|xsetid|xtrim',
  'geoadd|geodist|geohash|geopos|georadius|georadius_ro|georadiusbymember|georadiusbymember_ro|geosearch|geosearchstore',
  'pfadd|pfcount|pfmerge',
  // scripts, publishing, the server
  'eval|eval_ro|evalsha|evalsha_ro|fcall|fcall_ro|function|script|publish|spublish|pubsub|call|send_command|unwatch|watch',
  'acl|client|cluster|command|config|dbsize|echo|flushall|flushdb|info|lastsave|latency|memory|ping|role|select|slowlog|time',
  // as buffers
  'callBuffer|dumpBuffer|getBuffer|getrangeBuffer|hgetBuffer|hgetallBuffer|hmgetBuffer|lindexBuffer|lpopBuffer|lrangeBuffer',
  'mgetBuffer|rpopBuffer|smembersBuffer|xrangeBuffer|zrangeBuffer',
].join('|');

/**
 * ioredis. A command waits in the offline queue while there is no connection, then for the answer, and by default
 * nothing bounds either: `connectTimeout` (10 s) ends one attempt at a TCP connection, and attempts go on for ever;
 * `maxRetriesPerRequest` (20) counts attempts, so it ends a command when connections are refused, not when a server is
 * silent. `socketTimeout` reconnects, and the command stays in the queue. A `commandTimeout` in the URL is a text, and
 * only numbers count. In a cluster it stands in `redisOptions`: beside `redisOptions` it does nothing.
 */
export default defineEntry({
  id: 'ioredis',
  name: 'ioredis',
  packages: ['ioredis', '@nestjs-modules/ioredis', '@liaoliaots/nestjs-redis', '@songkeys/nestjs-redis'],
  types: {
    // The modules of NestJS that make clients, which are injected as `Redis`.
    Service: {
      is: ['RedisModule.forRoot|forRootAsync()'],
      annotations: ['RedisService'],
      options: 0,
      noun: 'client',
    },
    Connection: {
      is: [
        'new ()',
        'new Redis()',
        'createClient()',
        'Redis.createClient()',
        'Connection.duplicate()',
        'LinkedConnection.duplicate()',
        'Service.getOrThrow|getOrNil|getClient()',
      ],
      // `default` where the class is imported so: `import Redis from 'ioredis'`.
      annotations: ['Redis', 'default'],
      options: [2, 1, 0],
      noun: 'client',
    },
    // The same object, by a method that gives it back, and so without options of its own.
    LinkedConnection: {
      is: ['Connection.on|once()', 'LinkedConnection.on|once()'],
      noun: 'client',
    },
    ClusterConnection: {
      is: ['new Cluster()', 'Redis.new Cluster()', 'ClusterConnection.duplicate()'],
      annotations: ['Cluster'],
      options: 1,
      noun: 'cluster client',
    },
    Pipeline: {
      is: ['Connection.pipeline|multi()', 'LinkedConnection.pipeline|multi()', 'Pipeline.*()'],
      annotations: ['ChainableCommander', 'Pipeline'],
    },
    ClusterPipeline: {
      is: ['ClusterConnection.pipeline|multi()', 'ClusterPipeline.*()'],
      noun: 'cluster client',
    },
  },
  calls: [
    {
      path: `Connection|LinkedConnection.${commands}`,
      kind: 'outbound',
      does: 'command',
      knobs: ['commandTimeout'],
      essential: ['query'],
      phases: ['queue', 'query'],
    },
    {
      path: 'Pipeline.exec',
      kind: 'outbound',
      does: 'pipeline',
      knobs: ['commandTimeout'],
      essential: ['query'],
      phases: ['queue', 'query'],
    },
    {
      path: `ClusterConnection.${commands}`,
      kind: 'outbound',
      does: 'command',
      knobs: ['clusterCommandTimeout'],
      essential: ['query'],
      phases: ['queue', 'query'],
    },
    {
      path: 'ClusterPipeline.exec',
      kind: 'outbound',
      does: 'pipeline',
      knobs: ['clusterCommandTimeout'],
      essential: ['query'],
      phases: ['queue', 'query'],
    },
    {
      path: 'Connection.connect',
      kind: 'outbound',
      does: 'connection to Redis',
      knobs: ['connectTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
  ],
  knobs: {
    commandTimeout: {
      at: [
        'client.commandTimeout',
        // @nestjs-modules/ioredis
        'client.options.commandTimeout',
        'client.useFactory().options.commandTimeout',
        // @liaoliaots/nestjs-redis
        'client.config.commandTimeout',
        'client.commonOptions.commandTimeout',
        'client.useFactory().config.commandTimeout',
        'client.useFactory().commonOptions.commandTimeout',
      ],
      unit: 'ms',
      default: 'none',
      covers: ['queue', 'query'],
      versions: '>=4.24',
      source: 'ioredis@5.11.1 built/Redis.js:352 (before it is queued), built/Command.js:191-198; ioredis@4.31.0 built/redis/index.js:644',
      verified: '5.11.1',
    },
    clusterCommandTimeout: {
      // Counted by the connection to a node: until the cluster is known, a command waits unbounded.
      at: ['client.redisOptions.commandTimeout'],
      unit: 'ms',
      default: 'none',
      covers: ['query'],
      versions: '>=4.24',
      source: 'ioredis@5.11.1 built/cluster/ConnectionPool.js:68 (redisOptions reach each node), built/Redis.js:352',
      verified: '5.11.1',
    },
    connectTimeout: {
      at: ['client.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      source: 'ioredis@5.11.1 built/redis/RedisOptions.js:9, built/Redis.js:168-193',
      verified: '5.11.1',
    },
  },
  promises: [
    { path: 'Connection|LinkedConnection|ClusterConnection.quit', callback: true, source: 'ioredis@6.0.0 built/Redis.js (a command)', verified: '6.0.0' },
    { path: 'Connection|LinkedConnection|ClusterConnection.disconnect', gives: 'none', source: 'ioredis@6.0.0 built/Redis.js:247', verified: '6.0.0' },
    { path: 'Connection|LinkedConnection.connect', callback: true, source: 'ioredis@6.0.0 built/Redis.js:112' },
    { path: 'Connection|LinkedConnection|ClusterConnection.subscribe|psubscribe|unsubscribe|punsubscribe', callback: true, source: 'ioredis@6.0.0 built/Redis.js (a command)', verified: '6.0.0' },
  ],
  emitters: [
    ...['Connection', 'ClusterConnection'].map((path) => ({
      path,
      without: 'logged' as const,
      when: 'Redis cannot be reached',
      noun: 'client',
      source: 'ioredis@5.11.1 built/Redis.js (silentEmit prints "[ioredis] Unhandled error event")',
      verified: '6.0.0',
    })),
    {
      path: 'Connection|LinkedConnection|ClusterConnection.scanStream|sscanStream|hscanStream|zscanStream|scanBufferStream|sscanBufferStream|hscanBufferStream|zscanBufferStream()',
      without: 'crash',
      when: 'Redis answers a scan with an error, or the connection is lost',
      noun: 'stream',
      stream: true,
      source: 'ioredis@6.0.0 built/ScanStream.js:37',
      verified: '6.0.0',
    },
  ],
  acquires: [
    { path: '', release: ['quit', 'disconnect', 'end'], sync: true, finishes: true, mayLast: true, noun: 'client', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ioredis@6.0.0 built/Redis.js:89-94 (connects when it is made, or with the first command), :247-269 (disconnect, end; quit ends it as well)', verified: '6.0.0' },
    { path: 'Redis|Cluster', release: ['quit', 'disconnect', 'end'], sync: true, finishes: true, mayLast: true, noun: 'client', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ioredis@6.0.0 built/Redis.js:247-269, built/cluster/index.js:244, :271 (disconnect, quit)' },
    { path: 'Connection|LinkedConnection|ClusterConnection.duplicate', sync: true, release: ['quit', 'disconnect'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ioredis@6.0.0 built/Redis.js:276-281' },
  ],
  clients: [
    { path: 'new ()', noun: 'client', holds: 'connections', closes: ['quit', 'disconnect'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/ioredis#connect-to-redis (each opens a connection when it is made)' },
    { path: 'new Redis()', noun: 'client', holds: 'connections', closes: ['quit', 'disconnect'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/ioredis#connect-to-redis' },
    { path: 'new Cluster()', noun: 'client', holds: 'connections', closes: ['quit', 'disconnect'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/ioredis#cluster' },
    { path: 'Redis.new Cluster()', noun: 'client', holds: 'connections', closes: ['quit', 'disconnect'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/ioredis#cluster' },
  ],
});
