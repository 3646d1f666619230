import { defineEntry } from '../types.js';

/** Pools of worker threads. */
export default defineEntry({
  id: 'piscina',
  name: 'piscina',
  packages: ['piscina', 'tinypool'],
  acquires: [
    { path: '', sync: true, release: ['destroy', 'close'], mayLast: true, noun: 'pool of threads', without: 'Its threads stay, with all their memory, and each call adds as many', source: 'https://piscinajs.dev/api-reference/Methods/#destroy' },
    { path: 'Piscina|Tinypool', sync: true, release: ['destroy', 'close'], mayLast: true, noun: 'pool of threads', without: 'Its threads stay, with all their memory, and each call adds as many', source: 'https://piscinajs.dev/api-reference/Methods/#destroy' },
  ],
});
