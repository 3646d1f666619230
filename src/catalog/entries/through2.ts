import { defineEntry } from '../types.js';

/** through2 up to version 4: the functions are `_transform` and `_flush` of a stream, which looks at neither's promise. Version 5 has other exports. */
export default defineEntry({
  id: 'through2',
  name: 'through2',
  packages: ['through2'],
  versions: '<5',
  callbacks: [
    { path: '', from: 0, promise: 'dropped', source: 'through2@4.0.2 through2.js:32-42', verified: '4.0.2' },
    { path: 'obj|ctor', from: 0, promise: 'dropped', source: 'through2@4.0.2 through2.js:44-83', verified: '4.0.2' },
  ],
});
