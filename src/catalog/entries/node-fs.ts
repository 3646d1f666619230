import { defineEntry } from '../types.js';

/** The promises of node:fs, reached by `fs.promises`. */
export default defineEntry({
  id: 'node-fs',
  name: 'Node\'s fs.promises',
  packages: ['fs', 'node:fs'],
  promises: [
    { path: 'promises.access|appendFile|chmod|chown|copyFile|cp|lchmod|lchown|link|lstat|lutimes|mkdir|mkdtemp|open|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|utimes|writeFile', source: 'https://nodejs.org/api/fs.html#promises-api', verified: 'Node 20.20.2' },
    { path: 'promises.watch|glob', gives: 'none', source: 'https://nodejs.org/api/fs.html#promises-api (an AsyncIterator)' },
    { path: 'promises.open().appendFile|chmod|chown|close|datasync|read|readFile|readv|stat|sync|truncate|utimes|write|writeFile|writev', source: 'https://nodejs.org/api/fs.html#promises-api' },
  ],
  acquires: [
    { path: 'promises.open', release: ['close'], noun: 'file handle', without: 'The file stays open: the process runs out of descriptors, and then nothing can be opened or accepted any more', source: 'https://nodejs.org/api/fs.html#fspromisesopenpath-flags-mode' },
    { path: 'promises.mkdtemp', release: [], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync'], noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options' },
    { path: 'mkdtempSync', release: [], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync'], noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://nodejs.org/api/fs.html#fsmkdtempsyncprefix-options' },
  ],
});
