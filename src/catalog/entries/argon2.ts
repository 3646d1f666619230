import { defineEntry } from '../types.js';

/** Hashes of passwords. */
export default defineEntry({
  id: 'argon2',
  name: 'argon2',
  packages: ['argon2', '@node-rs/argon2'],
  blocking: [
    { path: 'hashSync|verifySync', does: 'hashes a password', takes: 'work', instead: 'Await its form without Sync.', packages: ['@node-rs/argon2'], source: 'https://www.npmjs.com/package/@node-rs/argon2' },
  ],
  costs: [{ path: 'hash|verify|hashRaw|hashSync|verifySync', is: 'password', source: 'https://www.npmjs.com/package/argon2' }],
  promises: [
    { path: 'hash|verify', source: 'argon2@0.45.1 argon2.cjs:71, :174' },
  ],
});
