import { defineEntry } from '../types.js';

/** Keyv passes the errors of its store on. Without arguments it keeps everything in memory, and has none. */
export default defineEntry({
  id: 'keyv',
  name: 'Keyv',
  packages: ['keyv'],
  caches: ['', 'Keyv'].map((path) => ({
    path,
    is: 'cache' as const,
    noun: 'cache',
    adds: ['set'],
    removes: ['delete', 'clear'],
    bounds: [{ at: 'arg0' }, { at: 'arg0.store' }, { at: 'arg0.uri' }, { at: 'arg0.adapter' }, { at: 'arg1.store' }, { at: 'arg0.ttl', lazy: true as const }, { at: 'arg1.ttl', lazy: true as const }],
    advice: 'Give it a store, or one in memory with a maximum, such as quick-lru.',
    source: 'keyv@5.6.0 dist/index.js:232 (a Map), :452 (an entry that has ended leaves when it is read)',
    verified: '5.6.0',
  })),
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
      versions: '>=5 <6',
      source: 'keyv@5.6.0 dist/index.js (its own events do not throw)',
      verified: '5.6.0',
    },
    {
      path,
      without: 'crash' as const,
      when: 'the store loses its connection',
      noun: 'cache',
      needs: 'arguments' as const,
      versions: '>=6',
      source: 'keyv@6.1.0 (emits error as an EventEmitter does)',
      verified: '6.1.0 on Node 24.21.0',
    },
  ]),
});
