import { defineEntry } from '../types.js';

/** Functions of packages that listen to the streams they are given. */
export default defineEntry({
  id: 'stream-ends',
  name: 'end-of-stream',
  packages: ['end-of-stream', 'pump', 'get-stream', 'raw-body', 'mississippi'],
  hearers: [
    { path: '', hears: true, source: 'pump@3.0.4 index.js; end-of-stream@1.4.5 index.js; get-stream@6.0.1 index.js, measured' },
    { path: 'buffer|array|getStream|getStreamAsBuffer|getStreamAsArray|pipe|finished', hears: true, source: 'get-stream@6.0.1 index.js' },
  ],
});
