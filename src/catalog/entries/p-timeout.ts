import { defineEntry } from '../types.js';

/** p-timeout. It rejects; the work goes on, unless its promise has a `cancel` method. Zero and less throw. */
export default defineEntry({
  id: 'p-timeout',
  name: 'p-timeout',
  packages: ['p-timeout'],
  versions: '>=3',
  knobs: {
    milliseconds: {
      at: ['arg1.milliseconds'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      versions: '>=6',
      source: 'p-timeout@7.0.2 index.js:12-80; p-timeout@6.1.4 index.js:38-98',
      verified: '7.0.2, 6.1.4',
    },
    'milliseconds@5': {
      at: ['arg1'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      versions: '<6',
      source: 'p-timeout@5.1.0 index.js:38-86; p-timeout@4.1.0 index.js:10-46',
      verified: '5.1.0',
    },
  },
  wrappers: [{ path: '', wraps: 'arg0', knob: 'milliseconds', effect: 'rejects' }],
  promises: [
    { path: '', source: 'p-timeout@7.0.2 index.js:12', verified: '7.0.2' },
  ],
});
