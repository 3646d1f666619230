import { defineEntry } from '../types.js';

const cut = {
  without: 'crash',
  when: 'a client breaks off its upload, or sends a form that is malformed',
  stream: true,
  source: 'busboy@1.6.0 lib/types/multipart.js (Unexpected end of form)',
  verified: '1.6.0',
} as const;

/** busboy, the parser of forms, and the files in them: both fail when a form is cut off. */
export default defineEntry({
  id: 'busboy',
  name: 'busboy',
  packages: ['busboy', '@fastify/busboy'],
  types: {
    Form: { is: ['()', 'new ()', 'new Busboy()', 'Form.on|once|addListener()'], noun: 'parser' },
  },
  emitters: [
    ...['()', 'new ()', 'new Busboy()'].map((path) => ({ path, noun: 'parser', ...cut })),
    { path: 'Form.on|once|addListener().$1', handedOn: 'file', noun: 'stream', ...cut },
  ],
});
