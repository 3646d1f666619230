import { defineEntry } from '../types.js';

/** rss-parser. A feed is read within 60 s, all of it. */
export default defineEntry({
  id: 'rss-parser',
  name: 'rss-parser',
  packages: ['rss-parser'],
  versions: '>=3',
  types: {
    Parser: {
      is: ['new ()'],
      annotations: ['Parser'],
      options: 0,
      noun: 'parser',
    },
  },
  calls: [{ path: 'Parser.parseURL', kind: 'outbound', does: 'reading of a feed', knobs: ['timeout'], phases: ['connect', 'headers', 'body', 'total'] }],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 60_000,
      zero: { 'client.timeout': 'unset' },
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'rss-parser@3.13.0 lib/parser.js:8, :26, :100-107',
      verified: '3.13.0',
    },
  },
});
