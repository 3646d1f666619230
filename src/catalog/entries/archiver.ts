import { defineEntry } from '../types.js';

/** archiver: a file that is missing is a `warning`; one that cannot be read, and an entry that is wrong, an `error`. */
export default defineEntry({
  id: 'archiver',
  name: 'archiver',
  packages: ['archiver'],
  emitters: ['()', 'create()', 'new Archiver()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'an entry cannot be read',
    noun: 'archive',
    stream: true as const,
    source: 'archiver@7.0.1 lib/core.js:188, :363, README.md (Quick Start)',
    verified: '7.0.1',
  })),
});
