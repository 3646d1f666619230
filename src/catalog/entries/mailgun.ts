import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request', knobs: ['timeout'], phases: ['connect', 'headers', 'body'] } as const;

/**
 * mailgun.js sends through axios, or fetch, with the client's `timeout`, for which it has no default: a call never ends by itself.
 * No call takes options of its own.
 */
export default defineEntry({
  id: 'mailgun',
  name: 'Mailgun',
  packages: ['mailgun.js'],
  types: {
    Factory: { is: ['new ()', 'new Mailgun()'] },
    Client: {
      is: ['Factory.client()'],
      annotations: ['IMailgunClient'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { path: 'Client.messages.create|retrieveStoredEmail', ...call, does: 'mail' },
    {
      path: 'Client.domains|events|stats|suppressions|webhooks|routes|ips|lists|metrics|templates.list|get|create|update|destroy|getDomain|getAccount',
      ...call,
    },
    { path: 'Client.validate.get|list|create', ...call },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      source: 'https://www.npmjs.com/package/mailgun.js (14.0.1, CJS/mailgun.node.cjs: the timeout is handed to axios, without a default)',
    },
  },
});
