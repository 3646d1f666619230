import { defineEntry } from '../types.js';

/**
 * @sendgrid/mail sends through axios without a timeout: a call never ends by itself. `setTimeout` sets one for
 * the service, `setDefaultRequest('timeout', ms)` one for the client below it; both are usually called once, on the package.
 * `send` has no options besides the message.
 */
export default defineEntry({
  id: 'sendgrid',
  name: 'SendGrid',
  packages: ['@sendgrid/mail', '@sendgrid/client'],
  types: {
    Service: {
      is: ['', 'new MailService()', 'new Client()'],
      annotations: ['MailService', 'Client'],
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Service.send|sendMultiple|request',
      kind: 'outbound',
      does: 'mail',
      options: 0,
      knobs: ['timeout', 'defaultRequest'],
      phases: ['connect', 'headers', 'body'],
    },
    { path: 'Service.client.request', kind: 'outbound', does: 'request', knobs: ['timeout', 'defaultRequest'], phases: ['connect', 'headers', 'body'] },
  ],
  knobs: {
    timeout: {
      at: ['ambient.setTimeout(0)', 'ambient.default.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: '@sendgrid/mail@8.1.6 src/classes/mail-service.js:53-58; @sendgrid/client@8.1.6 src/classes/client.js (axios, no timeout)',
      verified: '8.1.6',
    },
    defaultRequest: {
      at: ['ambient.setDefaultRequest(0).timeout', 'ambient:@sendgrid/client.setDefaultRequest(0).timeout', 'ambient:@sendgrid/client.setDefaultRequest(1)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      ambient: true,
      source: '@sendgrid/client@8.1.6 src/classes/client.js:92-101, :140-160 (merged into the options of axios)',
      verified: '8.1.6',
    },
  },
  ignored: [
    {
      calls: 'Service.send|sendMultiple',
      option: 'timeout',
      why: 'does nothing: the first argument is the message',
      instead: 'sgMail.setTimeout(10_000), once',
      source: '@sendgrid/mail@8.1.6 src/classes/mail-service.js (send makes a Mail of it and hands on no more)',
    },
  ],
});
