import { defineEntry } from '../types.js';

/** chokidar, a watcher of files. */
export default defineEntry({
  id: 'chokidar',
  name: 'chokidar',
  packages: ['chokidar'],
  acquires: [
    { path: 'watch', release: ['close'], sync: true, mayLast: true, noun: 'watcher', without: 'The files stay watched, and each call adds as many watchers, until the system gives no more', source: 'chokidar@5.0.0 index.js:413-440 (close)', verified: '5.0.0' },
  ],
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
