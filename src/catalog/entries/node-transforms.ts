import { defineEntry } from '../types.js';

/** Transforms that fail on bad data. Compressing and hashing do not; deciphering by `update` and `final` throws. */
export default defineEntry({
  id: 'node-transforms',
  name: 'node:zlib',
  packages: ['zlib', 'crypto', 'node:zlib', 'node:crypto'],
  blocking: [
    { path: 'gzipSync|deflateSync|deflateRawSync|brotliCompressSync|zstdCompressSync', does: 'compresses', takes: 'work', instead: 'Use its form with a callback, by util.promisify, or a stream: those run in the thread pool.', packages: ['zlib', 'node:zlib'], source: 'https://nodejs.org/api/zlib.html#convenience-methods; https://nodejs.org/api/zlib.html#threadpool-usage-and-performance-considerations' },
    { path: 'gunzipSync|inflateSync|inflateRawSync|unzipSync|brotliDecompressSync|zstdDecompressSync', does: 'decompresses', takes: 'work', instead: 'Use its form with a callback, by util.promisify, or a stream: those run in the thread pool. Set maxOutputLength.', packages: ['zlib', 'node:zlib'], source: 'https://nodejs.org/api/zlib.html#convenience-methods; https://nodejs.org/api/zlib.html#threadpool-usage-and-performance-considerations' },
  ],
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
