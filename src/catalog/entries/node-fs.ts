import { defineEntry } from '../types.js';

/** The promises of node:fs, reached by `fs.promises`, and its forms that block. */
export default defineEntry({
  id: 'node-fs',
  name: 'Node\'s fs.promises',
  packages: ['fs', 'node:fs'],
  promises: [
    { path: 'promises.access|appendFile|chmod|chown|copyFile|cp|lchmod|lchown|link|lstat|lutimes|mkdir|mkdtemp|open|opendir|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|utimes|writeFile', source: 'https://nodejs.org/api/fs.html#promises-api', verified: 'Node 20.20.2' },
    { path: 'promises.watch|glob', gives: 'none', source: 'https://nodejs.org/api/fs.html#promises-api (an AsyncIterator)' },
    { path: 'promises.open().appendFile|chmod|chown|close|datasync|read|readFile|readv|stat|sync|truncate|utimes|write|writeFile|writev', source: 'https://nodejs.org/api/fs.html#promises-api' },
  ],
  blocking: [
    { path: 'readFileSync', does: 'reads a file', takes: 'work', instead: 'Await fs.promises.readFile, or read it once at start-up where it does not change.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api ("block the Node.js event loop and further JavaScript execution until the operation is complete")' },
    { path: 'writeFileSync|appendFileSync|truncateSync', does: 'writes a file', takes: 'work', instead: 'Await its form of fs.promises.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'copyFileSync|cpSync', does: 'copies files', takes: 'work', instead: 'Await its form of fs.promises.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'rmSync|rmdirSync|unlinkSync', does: 'deletes files', takes: 'work', instead: 'Await its form of fs.promises.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'renameSync|mkdirSync|mkdtempSync|linkSync|symlinkSync', does: 'changes a directory', takes: 'work', instead: 'Await its form of fs.promises.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'readdirSync|opendirSync|globSync', does: 'reads a directory', takes: 'work', instead: 'Await its form of fs.promises.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'openSync|readSync|readvSync|writeSync|writevSync|fsyncSync|fdatasyncSync|ftruncateSync', does: 'waits for the disk', takes: 'work', instead: 'Open it by fs.promises.open, and await what the handle does.', spared: ['/proc/', '/sys/', '/dev/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'existsSync|accessSync|statSync|lstatSync|fstatSync|statfsSync|realpathSync|readlinkSync|chmodSync|chownSync|lchownSync|fchmodSync|fchownSync|utimesSync|futimesSync|lutimesSync', does: 'asks the file system', takes: 'question', instead: 'Await its form of fs.promises; access is that of existsSync.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
  ],
  acquires: [
    { path: 'openSync', sync: true, release: [], taker: ['close', 'closeSync', 'createReadStream', 'createWriteStream'], noun: 'file descriptor', without: 'The file stays open: the process runs out of descriptors, and then nothing can be opened or accepted any more', source: 'https://nodejs.org/api/fs.html#fsopensyncpath-flags-mode' },
    { path: 'open', release: [], callback: 1, taker: ['close', 'closeSync', 'createReadStream', 'createWriteStream'], noun: 'file descriptor', without: 'The file stays open: the process runs out of descriptors, and then nothing can be opened or accepted any more', source: 'https://nodejs.org/api/fs.html#fsopenpath-flags-mode-callback' },
    { path: 'promises.open', release: ['close', 'createReadStream', 'createWriteStream', 'readLines'], noun: 'file handle', without: 'The file stays open until garbage is collected, which may be never; Node warns then (DEP0137). Many of them use up the descriptors of the process', collected: 'warning', source: 'https://nodejs.org/api/fs.html#class-filehandle (a stream of it closes it, unless autoClose is false)', verified: 'Node 20.20.2' },
    { path: 'promises.opendir', release: ['close', 'closeSync'], iterated: true, noun: 'directory', without: 'The directory stays open: the process runs out of descriptors, and then nothing can be opened or accepted any more', source: 'https://nodejs.org/api/fs.html#class-fsdir (for await closes it, however it ends)', verified: 'Node 20.20.2' },
    { path: 'promises.mkdtemp', release: [], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options' },
    { path: 'mkdtempSync', sync: true, release: [], taker: ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'remove', 'removeSync', 'rimraf', 'deleteAsync'], isPath: true, noun: 'temporary directory', without: 'The directory stays on the disk, and each call adds another, until the disk is full', source: 'https://nodejs.org/api/fs.html#fsmkdtempsyncprefix-options' },
  ],
});
