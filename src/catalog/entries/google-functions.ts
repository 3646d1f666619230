import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

/** Google's Functions Framework: a name and a function. HTTP functions get Express's request, which has no signal. */
export default defineEntry({
  id: 'google-functions',
  name: 'Google Cloud Functions',
  packages: ['@google-cloud/functions-framework'],
  rejections: [{ end: 'framework', versions: '>=3.5.1', source: '@google-cloud/functions-framework@3.5.1 build/src/function_wrappers.js:103', verified: '3.5.1, 4.0.1, 5.0.5' }],
  handlers: [
    { path: 'http', from: 1, route: 0, reach: 'request', answers: { response: expressAnswers.response, by: expressAnswers.by } },
    { path: 'cloudEvent', from: 1, route: 0, reach: 'worker' },
  ],
});
