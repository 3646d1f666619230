import { defineEntry } from '../types.js';

/** Every method has a callback, and gives a promise without one. */
export default defineEntry({
  id: 'fs-extra',
  name: 'fs-extra',
  packages: ['fs-extra', 'fs-extra/esm'],
  promises: [
    { path: 'access|appendFile|chmod|chown|close|copyFile|fchmod|fchown|fdatasync|fstat|fsync|ftruncate|futimes|lchown|link|lstat|mkdir|mkdtemp|open|read|readdir|readFile|readlink|realpath|rename|rm|rmdir|stat|symlink|truncate|unlink|utimes|write|writeFile|copy|emptyDir|emptydir|ensureDir|mkdirs|mkdirp|ensureFile|createFile|ensureLink|ensureSymlink|move|outputFile|outputJson|outputJSON|readJson|readJSON|readjson|remove|writeJson|writeJSON|writejson', callback: true, source: 'https://github.com/jprichardson/node-fs-extra#methods (a promise where no callback is given)', verified: '11.4.1' },
    { path: 'exists|pathExists', settles: true, callback: true, source: 'https://github.com/jprichardson/node-fs-extra/blob/master/docs/pathExists.md', verified: '11.4.1' },
  ],
});
