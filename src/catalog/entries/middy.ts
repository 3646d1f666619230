import { defineEntry } from '../types.js';

/** middy: the handler and middlewares of a Lambda function. The third parameter's signal aborts shortly before the function's timeout. */
export default defineEntry({
  id: 'middy',
  name: 'middy',
  packages: ['@middy/core'],
  types: {
    Middy: { is: ['()', 'middy()', 'Middy.use|before|after|onError|handler()'], annotations: ['MiddyfiedHandler'] },
  },
  rejections: [{ end: 'framework', source: '@middy/core@6.4.5 index.js:203-234 (onError, then Lambda)' }],
  handlers: [
    { path: '', from: 0, reach: 'request', signal: '$2.signal' },
    { path: 'middy', from: 0, reach: 'request', signal: '$2.signal' },
    { path: 'Middy.handler', from: 0, reach: 'request', signal: '$2.signal' },
    { path: 'Middy.before|after|onError', from: 0, reach: 'request' },
    { path: 'Middy.use', from: 0, property: 'before', reach: 'request' },
    { path: 'Middy.use', from: 0, property: 'after', reach: 'request' },
    { path: 'Middy.use', from: 0, property: 'onError', reach: 'request' },
  ],
});
