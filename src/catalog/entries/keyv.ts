import { defineEntry } from '../types.js';

/** Keyv passes the errors of its store on. Without arguments it keeps everything in memory, and has none. */
export default defineEntry({
  id: 'keyv',
  name: 'Keyv',
  packages: ['keyv'],
  emitters: ['new ()', 'new Keyv()'].flatMap((path) => [
    {
      path,
      without: 'crash' as const,
      when: 'the store loses its connection',
      noun: 'cache',
      needs: 'arguments' as const,
      versions: '<5',
      source: 'keyv@4.5.4 src/index.js (store.on("error") emits it again)',
      verified: '4.5.4',
    },
    {
      path,
      without: 'silent' as const,
      when: 'the store loses its connection',
      noun: 'cache',
      needs: 'arguments' as const,
      versions: '>=5',
      source: 'keyv@5.6.0 dist/index.js (its own events do not throw)',
      verified: '5.6.0',
    },
  ]),
});
