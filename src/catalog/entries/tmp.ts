import { defineEntry } from '../types.js';

/** tmp: what it makes is removed when somebody calls the function for that, or at the end of the process. */
export default defineEntry({
  id: 'tmp',
  name: 'tmp',
  packages: ['tmp'],
  acquires: [
    { path: 'dirSync', sync: true, release: ['removeCallback'], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync', 'emptyDir'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'tmp@0.2.7 lib/tmp.js:218-230' },
    { path: 'fileSync', sync: true, release: ['removeCallback'], taker: ['rm', 'rmSync', 'unlink', 'unlinkSync', 'remove', 'removeSync', 'rimraf'], isPath: true, noun: 'temporary file', without: 'The file stays open and on the disk, and each call adds another', source: 'tmp@0.2.7 lib/tmp.js:165-184' },
    { path: 'dir', release: [], callback: 1, done: 2, taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync', 'emptyDir'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://www.npmjs.com/package/tmp#asynchronous-directory-creation' },
    { path: 'file', release: [], callback: 1, done: 3, taker: ['rm', 'rmSync', 'unlink', 'unlinkSync', 'remove', 'removeSync', 'rimraf'], isPath: true, noun: 'temporary file', without: 'The file stays open and on the disk, and each call adds another', source: 'https://www.npmjs.com/package/tmp#asynchronous-file-creation' },
  ],
});
