import { defineEntry } from '../types.js';

const limits = ['arg0.limit'];
const source = 'body-parser@2.4.0 lib/utils.js:46-54; https://expressjs.com/en/resources/middleware/body-parser.html';
const advice = 'Set limit to what the route needs.';

/** Parsers of bodies for Express: 100 KiB where nothing is said. */
export default defineEntry({
  id: 'body-parser',
  name: 'body-parser',
  packages: ['body-parser', 'express'],
  sizeLimits: [{ path: 'json|urlencoded|raw|text', noun: 'body', limits, otherwise: 102_400, into: 'memory', advice, source }],
});
