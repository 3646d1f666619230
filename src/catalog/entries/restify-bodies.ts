import { defineEntry } from '../types.js';

/** restify reads all of a body unless it is told how much. */
export default defineEntry({
  id: 'restify-bodies',
  name: 'restify',
  packages: ['restify'],
  sizeLimits: [{ path: 'plugins.bodyParser|jsonBodyParser|urlEncodedBodyParser', noun: 'body', limits: ['arg0.maxBodySize'], off: [0], otherwise: 'none', into: 'memory', advice: 'Set maxBodySize in bytes.', source: 'restify@11.1.0 lib/plugins/bodyReader.js:69, :121' }],
});
