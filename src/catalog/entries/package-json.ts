import { defineEntry } from '../types.js';

/** package-json asks the npm registry through ky, with ky's ten seconds for the headers and its two retries. It takes no time and no signal, and a body that stalls is not ended. */
export default defineEntry({
  id: 'package-json',
  name: 'package-json',
  packages: ['package-json'],
  versions: '>=10',
  calls: [{ path: '', kind: 'outbound', does: 'request to the registry', options: 1, knobs: ['timeout'], phases: ['connect', 'headers', 'body', 'total'] }],
  knobs: {
    timeout: {
      at: [],
      unit: 'ms',
      default: 10_000,
      covers: ['connect', 'headers'],
      source: 'package-json@10.0.1 index.js:42 (ky, nothing set); ky@1.14.3 distribution/core/Ky.js:153',
    },
  },
  ignored: [{ calls: '', option: 'timeout', why: 'does nothing: package-json has no such option', instead: 'a call of fetch with a signal', source: 'package-json@10.0.1 index.js' }],
});
