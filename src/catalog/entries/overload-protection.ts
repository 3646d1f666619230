import { defineEntry } from '../types.js';

/** A middleware that refuses requests while the event loop lags. */
export default defineEntry({
  id: 'overload-protection',
  name: 'overload-protection',
  packages: ['overload-protection'],
  guards: [{ path: '', refuses: 'overload', as: 'middleware', source: 'overload-protection@1.2.3 index.js' }],
});
