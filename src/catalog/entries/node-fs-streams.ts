import { defineEntry } from '../types.js';

/** Streams of files. They open by themselves, after the call: a file that is missing is an `error` event, and no exception. */
export default defineEntry({
  id: 'node-fs-streams',
  name: 'streams of node:fs',
  packages: ['fs', 'node:fs', 'fs-extra', 'graceful-fs'],
  emitters: [
    {
      path: 'createReadStream()',
      without: 'crash',
      when: 'the file is missing or cannot be read',
      noun: 'stream',
      stream: true,
      source: 'https://nodejs.org/api/fs.html#fscreatereadstreampath-options',
      verified: 'Node 20.20.2',
    },
    {
      path: 'createWriteStream()',
      without: 'crash',
      when: 'the directory is missing or the disk is full',
      noun: 'stream',
      stream: true,
      source: 'https://nodejs.org/api/fs.html#fscreatewritestreampath-options',
      verified: 'Node 20.20.2',
    },
  ],
  bodies: [
    {
      path: 'createReadStream',
      sync: true,
      noun: 'stream',
      without: 'The file stays open, until the process has no descriptors left',
      end: 'stream.destroy()',
      source: 'https://nodejs.org/api/fs.html#fscreatereadstreampath-options (autoClose: on error and end)',
      verified: 'Node 20.20.2: 20 streams that nobody reads are 20 open files, also after a collection',
    },
  ],
});
