import { defineEntry } from '../types.js';

/** Pools of worker threads. */
export default defineEntry({
  id: 'piscina',
  name: 'piscina',
  packages: ['piscina', 'tinypool'],
  acquires: [
    { path: '', sync: true, release: ['destroy', 'close'], mayLast: true, noun: 'pool of threads', without: 'Its threads stay, with all their memory, and each call adds as many', source: 'piscina@5.3.2 dist/index.js:40 (threads that are kept), :502, :521; tinypool@2.2.0 dist/index.js:199, :666 (destroy only)', verified: '5.3.2, 2.2.0' },
    { path: 'Piscina|Tinypool', sync: true, release: ['destroy', 'close'], mayLast: true, noun: 'pool of threads', without: 'Its threads stay, with all their memory, and each call adds as many', source: 'piscina@5.3.2 dist/index.js:40 (threads that are kept), :502, :521; tinypool@2.2.0 dist/index.js:199, :666 (destroy only)', verified: '5.3.2, 2.2.0' },
  ],
});
