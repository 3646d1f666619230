import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'call of Slack', knobs: ['timeout'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * Slack's clients, with no time for an answer by default and no signal. A time is one attempt's: `WebClient` makes ten more in
 * about thirty minutes, also of calls that post, and sleeps as long as Slack asks it to when calls come too fast, unless
 * `retryConfig` and `rejectRateLimitedCalls` say otherwise.
 */
export default defineEntry({
  id: 'slack',
  name: 'Slack',
  packages: ['@slack/web-api', '@slack/webhook', '@slack/bolt'],
  types: {
    Client: {
      is: ['new WebClient()'],
      annotations: ['WebClient'],
      options: 1,
      noun: 'client',
    },
    Webhook: {
      is: ['new IncomingWebhook()'],
      annotations: ['IncomingWebhook'],
      options: 1,
      noun: 'webhook',
    },
    BoltApp: {
      is: ['new App()'],
      options: 0,
      noun: 'app',
    },
    BoltClient: {
      is: ['BoltApp.client'],
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: 'Client.apiCall|filesUploadV2' },
    { ...call, path: 'Client.*.*' },
    { ...call, path: 'Client.*.*.*' },
    { ...call, path: 'Client.*.*.*.*' },
    { ...call, path: 'Webhook.send' },
    { ...call, path: 'BoltClient.apiCall|filesUploadV2', knobs: ['boltTimeout'] },
    { ...call, path: 'BoltClient.*.*', knobs: ['boltTimeout'] },
    { ...call, path: 'BoltClient.*.*.*', knobs: ['boltTimeout'] },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=8',
      source: '@slack/web-api@8.2.0 dist/WebClient.js:123, :421; @slack/webhook@8.0.2 dist/IncomingWebhook.js:69-98 (fetch with a signal)',
      verified: '8.2.0',
    },
    // axios: a body that drips is not bounded.
    'timeout@7': {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      versions: '<8',
      source: '@slack/web-api@6.13.0 dist/WebClient.js:88; @slack/web-api@7.19.0 dist/WebClient.js; @slack/webhook@7.2.0 dist/IncomingWebhook.js',
      verified: '7.19.0, @slack/webhook 7.2.0',
    },
    // It brings the WebClient of its time: version 8 from 5 on, which is fetch and no longer axios.
    boltTimeout: {
      at: ['client.clientOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=5',
      source: '@slack/bolt@5.1.0 dist/App.js:116-127 (clientOptions go to the WebClient), package.json (@slack/web-api ^8)',
    },
    'boltTimeout@4': {
      at: ['client.clientOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      versions: '<5',
      source: '@slack/bolt@4.4.0 dist/App.js (clientOptions go to the WebClient), package.json (@slack/web-api ^7)',
    },
  },
});
