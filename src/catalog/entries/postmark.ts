import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;

/** Postmark's client. Its `timeout` counts seconds; since version 5, which took fetch in place of axios, it bounds a request whole. */
export default defineEntry({
  id: 'postmark',
  name: 'Postmark',
  packages: ['postmark'],
  versions: '>=4',
  types: {
    Client: {
      is: ['new ServerClient|AccountClient|Client()'],
      annotations: ['ServerClient', 'AccountClient'],
      options: 1,
      noun: 'client',
    },
  },
  calls: [
    { path: 'Client.sendEmail|sendEmailBatch|sendEmailWithTemplate|sendEmailBatchWithTemplates', kind: 'outbound', does: 'sending of a mail', knobs: ['timeout'], phases },
    { path: 'Client.getServer|editServer|getBounces|getBounce|activateBounce|getTemplates|getTemplate|createTemplate|editTemplate|deleteTemplate|validateTemplate|getOutboundMessages|getDeliveryStatistics|getWebhooks|createSuppressions|getSuppressions', kind: 'outbound', does: 'request to Postmark', knobs: ['timeout'], phases },
  ],
  knobs: {
    'timeout': {
      at: ['client.timeout'],
      unit: 's',
      default: 60,
      zero: { 'client.timeout': 'unset' },
      covers: phases,
      versions: '>=5',
      source: 'postmark@5.1.0 dist/client/HttpClient.js:232-250',
      verified: '5.1.0',
    },
    'timeout@4': {
      at: ['client.timeout'],
      unit: 's',
      default: 60,
      zero: { 'client.timeout': 'unset' },
      covers: ['connect', 'headers', 'body'],
      versions: '<5',
      source: 'postmark@4.0.7 dist/client/HttpClient.js (axios with timeout, in milliseconds)',
    },
  },
  costs: [{ path: 'Client.sendEmail|sendEmailBatch|sendEmailWithTemplate|sendEmailBatchWithTemplates', is: 'mail', source: 'https://postmarkapp.com/developer/api/email-api' }],
});
