import { defineEntry } from '../types.js';

/** The promises of node:fs, imported from `fs/promises`. */
export default defineEntry({
  id: 'node-fs-promises',
  name: 'Node\'s fs/promises',
  packages: ['fs/promises', 'node:fs/promises'],
  promises: [
    { path: 'access|appendFile|chmod|chown|copyFile|cp|lchmod|lchown|link|lstat|lutimes|mkdir|mkdtemp|open|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|utimes|writeFile', source: 'https://nodejs.org/api/fs.html#promises-api', verified: 'Node 20.20.2' },
    { path: 'watch|glob', gives: 'none', source: 'https://nodejs.org/api/fs.html#promises-api (an AsyncIterator)' },
    { path: 'open().appendFile|chmod|chown|close|datasync|read|readFile|readv|stat|sync|truncate|utimes|write|writeFile|writev', source: 'https://nodejs.org/api/fs.html#promises-api', verified: 'Node 20.20.2' },
  ],
  acquires: [
    { path: 'open', release: ['close', 'createReadStream', 'createWriteStream', 'readLines'], finishes: true, noun: 'file handle', without: 'The file stays open until garbage is collected, which may be never; Node warns then (DEP0137). Many of them use up the descriptors of the process', collected: 'warning', source: 'https://nodejs.org/api/fs.html#class-filehandle (a stream of it closes it, unless autoClose is false)', verified: 'Node 20.20.2' },
    { path: 'opendir', release: ['close', 'closeSync'], iterated: true, noun: 'directory', without: 'The directory stays open: the process runs out of descriptors, and then nothing can be opened or accepted any more', source: 'https://nodejs.org/api/fs.html#class-fsdir (for await closes it, however it ends)', verified: 'Node 20.20.2' },
    { path: 'mkdtemp', release: [], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options' },
  ],
});
