import { defineEntry } from '../types.js';

/**
 * The client of ClickHouse. `request_timeout` (30 s) is a time without traffic: a query that sends progress headers, or a
 * result that drips, takes longer. `abort_signal` ends the wait; the server runs on, unless `max_execution_time` ends it.
 */
export default defineEntry({
  id: 'clickhouse',
  name: '@clickhouse/client',
  packages: ['@clickhouse/client', '@clickhouse/client-web'],
  types: {
    Client: {
      is: ['createClient()'],
      annotations: ['ClickHouseClient', 'NodeClickHouseClient'],
      options: 0,
      urls: ['url', 'host'],
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.query|exec',
      kind: 'outbound',
      does: 'query',
      settles: 'headers',
      options: 0,
      knobs: ['request_timeout', 'abort_signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.command|insert|ping',
      kind: 'outbound',
      does: 'query',
      options: 0,
      knobs: ['request_timeout', 'abort_signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    request_timeout: {
      at: ['client.request_timeout', 'url.request_timeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['connect', 'headers', 'body'],
      source: '@clickhouse/client@1.23.1 dist/common/config.js:93, :257, dist/connection/node_http_connection.js:27',
      verified: '1.23.1',
    },
    abort_signal: {
      at: ['call.abort_signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers'],
      source: '@clickhouse/client@1.23.1 dist/common/client.d.ts (BaseQueryParams.abort_signal); no longer heard when the result is there',
      verified: '1.23.1',
    },
  },
  ignored: [
    {
      calls: 'Client.query|exec|command|insert',
      option: 'request_timeout',
      why: 'does nothing here: it is an option of createClient',
      instead: 'abort_signal: AbortSignal.timeout(ms)',
      source: '@clickhouse/client@1.23.1 dist/common/client.d.ts (BaseQueryParams)',
    },
  ],
  clients: [
    { path: 'createClient()', noun: 'client', holds: 'agent', closes: ['close'], packages: ['@clickhouse/client'], source: 'https://clickhouse.com/docs/integrations/javascript (an agent with keep-alive of its own)' },
  ],
});
