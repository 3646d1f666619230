import { defineEntry } from '../types.js';

/** Promises of many: small packages of one author. */
export default defineEntry({
  id: 'p-map',
  name: 'p-map',
  packages: ['p-map', 'p-all', 'p-props', 'p-series', 'p-each-series', 'p-map-series', 'p-filter', 'p-reduce', 'p-settle', 'p-some', 'p-any', 'p-race', 'delay'],
  promises: [
    { path: '', packages: ['p-map', 'p-all', 'p-props', 'p-series', 'p-each-series', 'p-map-series', 'p-filter', 'p-reduce', 'p-some', 'p-any', 'p-race'], source: 'p-map@7.1.1 index.js:67; the siblings alike', verified: 'p-map 7.1.1' },
    { path: '', settles: true, packages: ['p-settle'], source: 'https://www.npmjs.com/package/p-settle (never rejects)' },
    { path: '', settles: 1, packages: ['delay'], source: 'https://www.npmjs.com/package/delay (rejects only by a signal)' },
    { path: 'pMapIterable', gives: 'none', source: 'https://www.npmjs.com/package/p-map#pmapiterableinput-mapper-options' },
  ],
  fanOuts: [
    { path: '', list: 0, work: 1, limit: 'arg2.concurrency', packages: ['p-map', 'p-filter'], source: 'p-map@7.1.1 index.js:61 (concurrency = Number.POSITIVE_INFINITY); https://www.npmjs.com/package/p-filter' },
    { path: 'default', list: 0, work: 1, limit: 'arg2.concurrency', packages: ['p-map', 'p-filter'], source: 'p-map@7.1.1 index.js:61 (concurrency = Number.POSITIVE_INFINITY)' },
    { path: '', list: 0, limit: 'arg1.concurrency', packages: ['p-all', 'p-settle'], source: 'https://www.npmjs.com/package/p-all#options' },
  ],
});
