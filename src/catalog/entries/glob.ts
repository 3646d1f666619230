import { defineEntry } from '../types.js';

/** Files by pattern: small packages that give promises, and their forms that block. */
export default defineEntry({
  id: 'glob',
  name: 'glob, rimraf, mkdirp',
  packages: ['glob', 'rimraf', 'mkdirp', 'globby', 'fast-glob', 'tinyglobby', 'del', 'tempy', 'tmp-promise'],
  blocking: [
    { path: 'globSync|globbySync|sync', does: 'walks through directories', takes: 'work', instead: 'Await its form without sync.', packages: ['glob', 'globby', 'fast-glob', 'tinyglobby'], source: 'https://www.npmjs.com/package/glob#usage; https://www.npmjs.com/package/fast-glob#synchronous' },
    { path: 'rimrafSync|mkdirpSync|sync|deleteSync', does: 'changes directories', takes: 'work', instead: 'Await its form without sync.', packages: ['rimraf', 'mkdirp', 'del'], source: 'https://www.npmjs.com/package/rimraf#api; https://www.npmjs.com/package/del#api' },
  ],
  promises: [
    { path: 'glob', packages: ['glob', 'tinyglobby'], versions: '>=9', source: 'https://www.npmjs.com/package/glob#usage' },
    { path: '', callback: true, packages: ['rimraf', 'mkdirp'], source: 'https://www.npmjs.com/package/rimraf#api' },
    { path: 'rimraf|mkdirp', packages: ['rimraf', 'mkdirp'], source: 'https://www.npmjs.com/package/rimraf#api' },
    { path: 'globby', packages: ['globby'], source: 'https://www.npmjs.com/package/globby#api' },
    { path: '', packages: ['fast-glob', 'del', 'globby'], source: 'https://www.npmjs.com/package/fast-glob#asynchronous' },
    { path: 'deleteAsync', packages: ['del'], source: 'https://www.npmjs.com/package/del#api' },
    { path: 'file|dir|withFile|withDir', packages: ['tmp-promise'], source: 'https://www.npmjs.com/package/tmp-promise' },
  ],
});
