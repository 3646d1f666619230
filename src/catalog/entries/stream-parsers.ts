import { defineEntry } from '../types.js';

const damaged = { without: 'crash', when: 'the data is malformed', noun: 'parser', stream: true, used: 'pipe|write|end|on|once', heardBy: ['callback'] } as const;

/** Parsers that are written to or piped into, and fail on bad data. */
export default defineEntry({
  id: 'stream-parsers',
  name: 'a parser',
  packages: ['csv-parse', 'unzipper', 'tar-stream', 'JSONStream'],
  emitters: [
    { path: 'parse()', ...damaged, source: 'csv-parse@7.0.3 lib/index.js; JSONStream@1.3.5 index.js', verified: '7.0.3, 1.3.5' },
    { path: 'Parse|Extract|ParseOne()', ...damaged, source: 'unzipper@0.12.5 lib/parse.js', verified: '0.12.5' },
    { path: 'extract()', ...damaged, source: 'tar-stream@3.2.2 extract.js', verified: '3.2.2' },
    { path: '()', ...damaged, source: 'csv-parse@4.16.3 lib/index.js (the export itself, up to version 4)' },
  ],
});
