import { defineEntry } from '../types.js';

/** Transforms that fail on bad data. Compressing and hashing do not; deciphering by `update` and `final` throws. */
export default defineEntry({
  id: 'node-transforms',
  name: 'node:zlib',
  packages: ['zlib', 'crypto', 'node:zlib', 'node:crypto'],
  emitters: [
    {
      path: 'createGunzip|createInflate|createInflateRaw|createUnzip|createBrotliDecompress|createZstdDecompress()',
      without: 'crash',
      when: 'the data is damaged or cut off',
      noun: 'stream',
      stream: true,
      used: 'pipe|write|end',
      source: 'https://nodejs.org/api/zlib.html#compressing-http-requests-and-responses',
      verified: 'Node 20.20.2',
    },
    {
      path: 'createDecipheriv|createDecipher()',
      without: 'crash',
      when: 'the data or the key is wrong',
      noun: 'stream',
      stream: true,
      used: 'pipe',
      source: 'https://nodejs.org/api/crypto.html#class-decipher',
      verified: 'Node 20.20.2',
    },
  ],
});
