import { defineEntry } from '../types.js';

/** tmp-promise: what it makes is removed by its `cleanup`, or when the function ends that `withDir` and `withFile` are given. */
export default defineEntry({
  id: 'tmp-promise',
  name: 'tmp-promise',
  packages: ['tmp-promise'],
  acquires: [
    { path: 'dir', release: ['cleanup'], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync', 'emptyDir'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'tmp-promise@3.0.3 index.js:29-35' },
    { path: 'file', release: ['cleanup'], taker: ['rm', 'rmSync', 'unlink', 'unlinkSync', 'remove', 'removeSync', 'rimraf'], isPath: true, noun: 'temporary file', without: 'The file stays open and on the disk, and each call adds another', source: 'tmp-promise@3.0.3 index.js:7-13' },
    { path: 'withDir|withFile', release: [], managed: true, noun: 'temporary file', without: 'The file stays open and on the disk, and each call adds another', source: 'tmp-promise@3.0.3 index.js:15-45' },
  ],
});
