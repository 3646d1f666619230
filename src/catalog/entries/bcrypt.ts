import { defineEntry } from '../types.js';

/** Hashes of passwords: the forms without Sync take a callback, or give a promise. */
export default defineEntry({
  id: 'bcrypt',
  name: 'bcrypt',
  packages: ['bcrypt', 'bcryptjs', '@node-rs/bcrypt'],
  blocking: [
    { path: 'hashSync|compareSync', does: 'hashes a password', takes: 'work', instead: 'Await its form without Sync.', packages: ['bcrypt', 'bcryptjs', '@node-rs/bcrypt'], source: 'https://www.npmjs.com/package/bcrypt#why-is-async-mode-recommended-over-sync-mode; https://www.npmjs.com/package/bcryptjs#usage---sync', verified: 'bcryptjs 3.0.3' },
    { path: 'verifySync', does: 'hashes a password', takes: 'work', instead: 'Await verify.', packages: ['@node-rs/bcrypt'], source: 'https://www.npmjs.com/package/@node-rs/bcrypt' },
  ],
  costs: [{ path: 'hash|compare|hashSync|compareSync|verify|verifySync', is: 'password', source: 'https://www.npmjs.com/package/bcrypt' }],
  promises: [
    { path: 'hash|compare|genSalt', callback: true, source: 'https://www.npmjs.com/package/bcrypt#with-promises; https://www.npmjs.com/package/bcryptjs#usage---async', verified: 'bcryptjs 3.0.3' },
    { path: 'verify', packages: ['@node-rs/bcrypt'], source: 'https://www.npmjs.com/package/@node-rs/bcrypt' },
  ],
});
