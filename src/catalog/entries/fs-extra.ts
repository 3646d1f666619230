import { defineEntry } from '../types.js';

/** Every method has a callback, and gives a promise without one; those with Sync in their names block. */
export default defineEntry({
  id: 'fs-extra',
  name: 'fs-extra',
  packages: ['fs-extra', 'fs-extra/esm'],
  blocking: [
    { path: 'readJsonSync|readJSONSync|readjsonSync', does: 'reads a file', takes: 'work', instead: 'Await readJson, or read it once at start-up where it does not change.', source: 'https://github.com/jprichardson/node-fs-extra#sync', verified: '11.4.1' },
    { path: 'copySync|moveSync|emptyDirSync|emptydirSync|ensureDirSync|mkdirsSync|mkdirpSync|ensureFileSync|createFileSync|ensureLinkSync|ensureSymlinkSync|outputFileSync|outputJsonSync|outputJSONSync|removeSync|writeJsonSync|writeJSONSync|writejsonSync', does: 'writes to the disk', takes: 'work', instead: 'Await its form without Sync.', source: 'https://github.com/jprichardson/node-fs-extra#sync', verified: '11.4.1' },
    { path: 'pathExistsSync', does: 'asks the file system', takes: 'question', instead: 'Await pathExists.', source: 'https://github.com/jprichardson/node-fs-extra#sync', verified: '11.4.1' },
    { path: 'readFileSync', does: 'reads a file', takes: 'work', instead: 'Await readFile, or read it once at start-up where it does not change.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api ("block the Node.js event loop and further JavaScript execution until the operation is complete")' },
    { path: 'writeFileSync|appendFileSync|truncateSync', does: 'writes a file', takes: 'work', instead: 'Await its form without Sync.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'copyFileSync|cpSync', does: 'copies files', takes: 'work', instead: 'Await its form without Sync.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'rmSync|rmdirSync|unlinkSync', does: 'deletes files', takes: 'work', instead: 'Await its form without Sync.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'renameSync|mkdirSync|mkdtempSync|linkSync|symlinkSync', does: 'changes a directory', takes: 'work', instead: 'Await its form without Sync.', source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'readdirSync|opendirSync|globSync', does: 'reads a directory', takes: 'work', instead: 'Await its form without Sync.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'openSync|readSync|readvSync|writeSync|writevSync|fsyncSync|fdatasyncSync|ftruncateSync', does: 'waits for the disk', takes: 'work', instead: 'Await its form without Sync.', spared: ['/proc/', '/sys/', '/dev/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
    { path: 'existsSync|accessSync|statSync|lstatSync|fstatSync|statfsSync|realpathSync|readlinkSync|chmodSync|chownSync|lchownSync|fchmodSync|fchownSync|utimesSync|futimesSync|lutimesSync', does: 'asks the file system', takes: 'question', instead: 'Await its form without Sync; access is that of existsSync.', spared: ['/proc/', '/sys/'], source: 'https://nodejs.org/api/fs.html#synchronous-api' },
  ],
  promises: [
    { path: 'access|appendFile|chmod|chown|close|copyFile|fchmod|fchown|fdatasync|fstat|fsync|ftruncate|futimes|lchown|link|lstat|mkdir|mkdtemp|open|read|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|symlink|truncate|unlink|utimes|write|writeFile|copy|emptyDir|emptydir|ensureDir|mkdirs|mkdirp|ensureFile|createFile|ensureLink|ensureSymlink|move|outputFile|outputJson|outputJSON|readJson|readJSON|readjson|remove|writeJson|writeJSON|writejson', callback: true, source: 'https://github.com/jprichardson/node-fs-extra#methods (a promise where no callback is given)', verified: '11.4.1' },
    { path: 'exists|pathExists', settles: true, callback: true, source: 'https://github.com/jprichardson/node-fs-extra/blob/master/docs/pathExists.md', verified: '11.4.1' },
  ],
});
