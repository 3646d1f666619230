import { defineEntry } from '../types.js';

/** Says whether the event loop lags: code that is about to answer asks it. */
export default defineEntry({
  id: 'toobusy',
  name: 'toobusy-js',
  packages: ['toobusy-js', 'toobusy', 'node-toobusy'],
  guards: [{ path: '', refuses: 'overload', as: 'check', source: 'toobusy-js@0.5.1 toobusy.js:8-24' }],
});
