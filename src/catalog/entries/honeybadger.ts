import { defineEntry } from '../types.js';

const source = '@honeybadger-io/js@6.16.5, members of its client; https://docs.honeybadger.io/lib/javascript/reference/configuration/';

export default defineEntry({
  id: 'honeybadger',
  name: 'Honeybadger',
  packages: ['@honeybadger-io/js'],
  types: { Client: { is: ['factory()'], options: 0 } },
  trackers: [
    { path: 'configure', does: 'starts', key: 'arg0.apiKey', off: [{ at: 'arg0.reportData', is: false }], source },
    { path: 'factory()', does: 'starts', key: 'arg0.apiKey', off: [{ at: 'arg0.reportData', is: false }], source },
    { path: 'notify|notifyAsync|errorHandler', does: 'tells', source },
    { path: 'Client.notify|notifyAsync|errorHandler', does: 'tells', source },
  ],
});
