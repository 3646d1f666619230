import { defineEntry } from '../types.js';

/**
 * The commands that answer at once, by the lists of @redis/client 1.6, 5.12 and 6.3. Left out are those that wait by
 * design (`blPop`, `xRead`, `wait`, …), subscriptions, and the ends of a connection.
 */
const groups = [
  // strings and bits
  'append|bitCount|bitField|bitFieldRo|bitOp|bitPos|decr|decrBy|get|getBit|getDel|getEx|getRange|getSet|incr|incrBy|incrByFloat|lcs|mGet|mSet|mSetNX',
  'pSetEx|set|setBit|setEx|setNX|setRange|strLen',
  // keys
  'copy|del|dump|exists|expire|expireAt|expireTime|keys|migrate|move|objectEncoding|objectFreq|objectIdleTime|objectRefCount|persist|pExpire|pExpireAt',
  'pExpireTime|pTTL|randomKey|rename|renameNX|restore|scan|sort|sortRo|sortStore|touch|ttl|type|unlink',
  // hashes
  'hDel|hExists|hExpire|hExpireAt|hExpireTime|hGet|hGetAll|hGetDel|hGetEx|hIncrBy|hIncrByFloat|hKeys|hLen|hmGet|hPersist|hpExpire|hpExpireAt|hpTTL',
  'hRandField|hRandFieldCount|hScan|hSet|hSetEx|hSetNX|hStrLen|hTTL|hVals',
  // lists
  'lIndex|lInsert|lLen|lMove|lmPop|lPop|lPopCount|lPos|lPush|lPushX|lRange|lRem|lSet|lTrim|rPop|rPopCount|rPopLPush|rPush|rPushX',
  // sets
  'sAdd|sCard|sDiff|sDiffStore|sInter|sInterCard|sInterStore|sIsMember|sMembers|smIsMember|sMove|sPop|sRandMember|sRandMemberCount|sRem|sScan|sUnion',
  'sUnionStore',
  // sorted sets
  'zAdd|zAddIncr|zCard|zCount|zDiff|zDiffStore|zIncrBy|zInter|zInterCard|zInterStore|zLexCount|zmPop|zmScore|zPopMax|zPopMaxCount|zPopMin|zPopMinCount',
  'zRandMember|zRange|zRangeByLex|zRangeByScore|zRangeByScoreWithScores|zRangeStore|zRangeWithScores|zRank|zRem|zRemRangeByLex|zRemRangeByRank',
  'zRemRangeByScore|zRevRank|zScan|zScore|zUnion|zUnionStore',
  // streams, geography, cardinality
  'xAck|xAdd|xAutoClaim|xClaim|xDel|xGroupCreate|xGroupCreateConsumer|xGroupDelConsumer|xGroupDestroy|xInfoGroups|xInfoStream|xLen|xPending|xPendingRange',
  'xRange|xRevRange|xTrim|geoAdd|geoDist|geoPos|geoRadius|geoSearch|geoSearchStore|geoSearchWith|pfAdd|pfCount|pfMerge',
  // scripts, publishing, the server
  'eval|evalRo|evalSha|evalShaRo|fCall|fCallRo|functionLoad|scriptExists|scriptFlush|scriptLoad|publish|sPublish|pubSubChannels|pubSubNumSub|sendCommand',
  'watch|unwatch|configGet|configSet|dbSize|echo|flushAll|flushDb|info|lastSave|memoryUsage|ping|time',
];

const commands = groups.join('|');

/** `hGetAll` is also `HGETALL`. */
const shouted = groups.map((group) => group.toUpperCase()).join('|');

/** Methods that give back the object on which they are called. */
const linked = (type: string): readonly string[] =>
  [type, `Linked${type}`].flatMap((of) => [`${of}.connect()`, `${of}.on|once|addListener()`, `${of}.withCommandOptions|withAbortSignal|withTypeMapping()`]);

const commandModel = {
  kind: 'outbound',
  does: 'command',
  knobs: ['socketTimeout', 'commandOptionsTimeout'],
  essential: ['query'],
  phases: ['queue', 'query'],
} as const;

const clusterCommand = { ...commandModel, knobs: ['clusterSocketTimeout', 'clusterCommandOptionsTimeout'] } as const;
const sentinelCommand = { ...commandModel, knobs: ['sentinelSocketTimeout', 'sentinelCommandOptionsTimeout'] } as const;
const poolCommand = { ...commandModel, knobs: ['socketTimeout', 'commandOptionsTimeout', 'acquireTimeout'], phases: ['acquire', 'queue', 'query'] } as const;

/**
 * node-redis from version 4 on. Without options a command waits for ever on a server that is silent: only
 * `socket.socketTimeout`, which version 5 brought, ends that. Version 4 has no option at all, so the call must be raced.
 * What looks like a deadline of a command ends before the wait that matters: `commandOptions.timeout` (5 s by default in
 * version 6) and a signal of `withAbortSignal` hold until the command is written, `socket.connectTimeout` for one attempt
 * to connect, and `pingInterval` sends pings that nobody times.
 *
 * `connect()` waits as long as the strategy goes on trying, by default for ever; the strategy is a function, and no
 * option says how long that is, so it is no call here.
 */
export default defineEntry({
  id: 'redis',
  name: 'redis',
  packages: ['redis', '@redis/client'],
  versions: '>=4',
  types: {
    Client: {
      is: ['createClient()', 'Client.duplicate()', 'LinkedClient.duplicate()'],
      annotations: ['RedisClientType', 'RedisClient'],
      options: 0,
      noun: 'client',
    },
    // The same object, by a method that gives it back, and so without options of its own.
    LinkedClient: {
      is: [...linked('Client'), 'Client.asap()'],
      noun: 'client',
    },
    Pool: {
      is: ['createClientPool()', 'Client|LinkedClient.createPool()'],
      annotations: ['RedisClientPoolType', 'RedisClientPool'],
      options: [0, 1],
      noun: 'client pool',
    },
    LinkedPool: {
      is: linked('Pool'),
      noun: 'client pool',
    },
    Cluster: {
      is: ['createCluster()', 'Cluster.duplicate()'],
      annotations: ['RedisClusterType', 'RedisCluster'],
      options: 0,
      noun: 'cluster client',
    },
    LinkedCluster: {
      is: linked('Cluster'),
      noun: 'cluster client',
    },
    Sentinel: {
      is: ['createSentinel()'],
      annotations: ['RedisSentinelType', 'RedisSentinel'],
      options: 0,
      noun: 'sentinel client',
    },
    LinkedSentinel: {
      is: linked('Sentinel'),
      noun: 'sentinel client',
    },
    Multi: { is: ['Client.multi()', 'LinkedClient.multi()', 'Pool.multi()', 'LinkedPool.multi()', 'Multi.*()'] },
    ClusterMulti: { is: ['Cluster.multi()', 'LinkedCluster.multi()', 'ClusterMulti.*()'], noun: 'cluster client' },
    SentinelMulti: { is: ['Sentinel.multi()', 'LinkedSentinel.multi()', 'SentinelMulti.*()'], noun: 'sentinel client' },
    // The modules of Redis Stack hang on the client.
    Json: { is: ['Client|LinkedClient.json|ft|ts|bf|cf|topK'] },
  },
  calls: [
    { path: `Client|LinkedClient.${commands}`, ...commandModel },
    { path: `Client|LinkedClient.${shouted}`, ...commandModel },
    { path: `Pool|LinkedPool.${commands}`, ...poolCommand },
    { path: `Cluster|LinkedCluster.${commands}`, ...clusterCommand },
    { path: `Sentinel|LinkedSentinel.${commands}`, ...sentinelCommand },
    { path: 'Multi.exec|execAsPipeline|execTyped|EXEC', ...commandModel, does: 'transaction' },
    { path: 'ClusterMulti.exec|execAsPipeline|execTyped|EXEC', ...clusterCommand, does: 'transaction' },
    { path: 'SentinelMulti.exec|execAsPipeline|execTyped|EXEC', ...sentinelCommand, does: 'transaction' },
    { path: 'Json.get|set|del|mGet|merge|arrAppend|numIncrBy|search|aggregate|create|add|mAdd|range|exists|info', ...commandModel },
  ],
  knobs: {
    socketTimeout: {
      at: ['client.socket.socketTimeout'],
      advice: 'Race each command against a timer. socket: { socketTimeout: 10_000 } ends a connection that is silent, but counts anew with every command that is sent, and needs pingInterval and a reconnectStrategy beside it.',
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/client/socket.js:48, :303-310; redis@5.12.1 alike (:47, :236-243); redis@4.7.1 has none',
      verified: '6.3.1',
    },
    clusterSocketTimeout: {
      at: ['client.defaults.socket.socketTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/cluster/cluster-slots.js:508-521 (defaults reach each node), dist/lib/client/socket.js:48',
    },
    sentinelSocketTimeout: {
      at: ['client.nodeClientOptions.socket.socketTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/sentinel/index.js:644 (nodeClientOptions), dist/lib/client/socket.js:48',
    },
    'commandOptionsTimeout@5': {
      at: ['client.commandOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['queue'],
      versions: '>=5 <6',
      source: 'redis@5.12.1 @redis/client/dist/lib/client/commands-queue.js:181-195, :392 (dropped when the command is written)',
    },
    commandOptionsTimeout: {
      at: ['client.commandOptions.timeout'],
      unit: 'ms',
      default: 5_000,
      off: [0],
      covers: ['queue'],
      versions: '>=6',
      source: 'redis@6.3.1 @redis/client/dist/lib/defaults.js:5, dist/lib/client/commands-queue.js:218-229, :428 (dropped when the command is written)',
      verified: '6.3.1',
    },
    clusterCommandOptionsTimeout: {
      at: ['client.commandOptions.timeout', 'client.defaults.commandOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['queue'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/client/commands-queue.js:218-229, :428',
    },
    sentinelCommandOptionsTimeout: {
      at: ['client.nodeClientOptions.commandOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['queue'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/client/commands-queue.js:218-229, :428',
    },
    acquireTimeout: {
      at: ['client(1).acquireTimeout'],
      unit: 'ms',
      default: 3_000,
      off: [0],
      covers: ['acquire'],
      versions: '>=5',
      source: 'redis@6.3.1 @redis/client/dist/lib/client/pool.js:82, :293-297; redis@5.12.1 alike (:80, :249)',
    },
  },
  promises: [
    { path: 'Client|LinkedClient|Pool|LinkedPool|Cluster|LinkedCluster|Sentinel|LinkedSentinel.connect', source: '@redis/client@6.3.1 dist/lib/client/index.js:755', verified: '6.3.1' },
    { path: 'Client|LinkedClient|Pool|LinkedPool|Cluster|LinkedCluster|Sentinel|LinkedSentinel.quit|disconnect|close', source: 'https://github.com/redis/node-redis#disconnecting' },
    { path: 'Client|LinkedClient|Pool|LinkedPool|Cluster|LinkedCluster|Sentinel|LinkedSentinel.subscribe|pSubscribe|sSubscribe|unsubscribe|pUnsubscribe|sUnsubscribe', source: 'https://github.com/redis/node-redis/blob/master/docs/pub-sub.md' },
    { path: 'Client|LinkedClient|Pool|LinkedPool|Cluster|LinkedCluster|Sentinel|LinkedSentinel.destroy', gives: 'none', source: '@redis/client@6.3.1 dist/lib/client/index.js:1528' },
  ],
  emitters: (['Client', 'Pool', 'Cluster', 'Sentinel'] as const).map((path) => ({
    path,
    // From 5 on a cluster says `node-error` of a node that is lost, which nobody has to hear.
    ...(path === 'Cluster' && { versions: '<5' }),
    without: 'crash' as const,
    when: 'the connection to Redis is lost',
    noun: path === 'Client' ? 'client' : `${path.toLowerCase()} client`,
    source: 'redis@5.12.1 @redis/client/dist/lib/client/index.js:535-539; redis@4.7.1 @redis/client/dist/lib/cluster/cluster-slots.js:320, dist/lib/sentinel/index.js:201',
    verified: '4.7.1, 5.12.1',
  })),
  acquires: [
    { path: 'createClient|createCluster|createSentinel|createClientPool', release: ['quit', 'disconnect', 'close', 'destroy'], sync: true, mayLast: true, spared: ['connect'], finishes: true, noun: 'client', without: 'The connection stays open, and each call adds another, until the server takes no more', source: '@redis/client@6.3.1 dist/lib/client/index.js:1467-1546 (quit, disconnect, close, destroy), pool.js:400, :456, cluster/index.js:578-594, sentinel/index.js:352-362; client/socket.js:169-210 (a connect that fails leaves nothing open)', verified: '6.3.1' },
    { path: 'Client|LinkedClient.duplicate', sync: true, release: ['quit', 'disconnect', 'close', 'destroy'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: '@redis/client@6.3.1 dist/lib/client/index.js:745' },
  ],
  clients: [
    { path: 'createClient|createCluster|createClientPool()', noun: 'client', holds: 'connections', closes: ['quit', 'disconnect', 'close', 'destroy', 'QUIT'], dedicated: ['subscribe', 'psubscribe', 'ssubscribe', 'sSubscribe', 'pSubscribe', 'xread', 'xreadgroup', 'xRead', 'xReadGroup', 'blpop', 'brpop', 'blPop', 'brPop', 'blmove', 'blMove', 'brpoplpush', 'bzpopmin', 'bzpopmax', 'monitor', 'watch', 'duplicate', 'call', 'sendCommand'], source: 'https://github.com/redis/node-redis/blob/master/docs/client-configuration.md' },
  ],
});
