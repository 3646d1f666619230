import { defineEntry } from '../types.js';

const source = '@bugsnag/js@9.0.0, exports of its entry; https://docs.bugsnag.com/platforms/javascript/configuration-options/';

export default defineEntry({
  id: 'bugsnag',
  name: 'Bugsnag',
  packages: ['@bugsnag/js', '@bugsnag/node'],
  trackers: [
    { path: 'start|createClient', does: 'starts', key: 'arg0.apiKey', source },
    { path: 'notify', does: 'tells', source },
  ],
});
