import { defineEntry } from '../types.js';

/** proper-lockfile: what `lock` gives is the function that gives the lock back. */
export default defineEntry({
  id: 'proper-lockfile',
  name: 'proper-lockfile',
  packages: ['proper-lockfile'],
  acquires: [
    { path: '|lock', release: ['()'], owner: ['unlock'], refused: true, noun: 'lock of the file', without: 'The lock is kept alive as long as the process lives, and everybody who asks for it fails', source: 'proper-lockfile@4.1.2 index.js:6-14' },
    { path: 'lockSync', sync: true, release: ['()'], owner: ['unlockSync', 'unlock'], refused: true, noun: 'lock of the file', without: 'The lock is kept alive as long as the process lives, and everybody who asks for it fails', source: 'proper-lockfile@4.1.2 index.js:16-20' },
  ],
});
