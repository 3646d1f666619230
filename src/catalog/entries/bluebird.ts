import { defineEntry } from '../types.js';

/** Bluebird: promises with methods for lists. `map` and `filter` work on all elements at once unless they are told how many. */
export default defineEntry({
  id: 'bluebird',
  name: 'Bluebird',
  packages: ['bluebird'],
  fanOuts: [
    { path: 'map|filter', list: 0, work: 1, limit: 'arg2.concurrency', source: 'bluebird@3.7.2 js/release/map.js:149-154' },
    { path: 'mapSeries|each', list: 0, work: 1, limited: true, source: 'http://bluebirdjs.com/docs/api/promise.mapseries.html' },
  ],
});
