import { defineEntry } from '../types.js';

/** What node:stream does about the errors of the streams that it is given, and the streams that it makes of other things. */
export default defineEntry({
  id: 'node-stream',
  name: 'node:stream',
  packages: ['stream', 'node:stream', 'readable-stream', 'stream/consumers', 'node:stream/consumers'],
  emitters: [
    {
      path: 'Readable.fromWeb()',
      without: 'crash',
      when: 'what it reads from fails, as a connection that breaks off',
      noun: 'stream',
      stream: true,
      source: 'https://nodejs.org/api/stream.html#streamreadablefromwebreadablestream-options',
      verified: 'Node 20.20.2',
    },
  ],
  hearers: [
    { path: 'pipeline|finished|addAbortSignal', hears: true, source: 'https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-callback' },
    { path: 'promises.pipeline|finished', hears: true, source: 'https://nodejs.org/api/stream.html#streams-promises-api' },
    { path: 'Readable|Duplex.toWeb', hears: true, source: 'https://nodejs.org/api/stream.html#streamreadabletowebstreamreadable-options' },
    { path: 'compose', hears: 'result', source: 'https://nodejs.org/api/stream.html#streamcomposestreams' },
    { path: 'text|json|buffer|arrayBuffer|blob', hears: true, source: 'https://nodejs.org/api/webstreams.html#utility-consumers' },
  ],
});
