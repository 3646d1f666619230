import { defineEntry } from '../types.js';

/** Google's Functions Framework: a name and a function. HTTP functions get Express's request, which has no signal. */
export default defineEntry({
  id: 'google-functions',
  name: 'Google Cloud Functions',
  packages: ['@google-cloud/functions-framework'],
  handlers: [
    { path: 'http', from: 1, route: 0, reach: 'request' },
    { path: 'cloudEvent', from: 1, route: 0, reach: 'worker' },
  ],
});
