import { defineEntry } from '../types.js';

/** chokidar, a watcher of files. */
export default defineEntry({
  id: 'chokidar',
  name: 'chokidar',
  packages: ['chokidar'],
  emitters: [
    {
      path: 'watch()',
      without: 'crash',
      when: 'the system has no more watches or file handles',
      noun: 'watcher',
      source: 'chokidar@4.0.3 index.js (_handleError); chokidar@3.6.0 index.js',
      verified: '3.6.0, 4.0.3',
    },
  ],
});
