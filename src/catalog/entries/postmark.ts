import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;

/** Postmark's client. Its `timeout` counts seconds, 180 when nothing is set and 60 for 0; since version 5, which took fetch in place of axios, it bounds a request whole. */
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
      default: 180,
      covers: phases,
      versions: '>=5',
      source: 'postmark@5.1.0 dist/client/models/client/HttpClient.js:32 (180), dist/client/HttpClient.js:232-250 (0 is 60 s)',
      verified: '5.1.0',
    },
    'timeout@4': {
      at: ['client.timeout'],
      unit: 's',
      default: 180,
      covers: ['connect', 'headers', 'body'],
      versions: '<5',
      source: 'postmark@4.0.7 dist/client/models/client/HttpClient.js (180), dist/client/HttpClient.js:49, :108 (axios; 0 is 60 s)',
    },
  },
  costs: [{ path: 'Client.sendEmail|sendEmailBatch|sendEmailWithTemplate|sendEmailBatchWithTemplates', is: 'mail', source: 'https://postmarkapp.com/developer/api/email-api' }],
});
