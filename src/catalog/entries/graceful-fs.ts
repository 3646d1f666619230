import { defineEntry } from '../types.js';

/** The functions of node:fs, patched. */
export default defineEntry({
  id: 'graceful-fs',
  name: 'graceful-fs',
  packages: ['graceful-fs'],
  extends: 'node-fs',
});
