import { defineEntry } from '../types.js';

const advice = 'Set maxFileSize to what the route needs, in bytes.';

/** formidable: files of forms, written to a folder of the machine. */
export default defineEntry({
  id: 'formidable',
  name: 'formidable',
  packages: ['formidable'],
  sizeLimits: ['', 'formidable', 'IncomingForm', 'Formidable'].map((path) => (
    { path, noun: 'uploaded file', limits: ['arg0.maxFileSize'], otherwise: 209_715_200, into: 'disk', advice, source: 'formidable@3.5.4 src/Formidable.js:26, formidable@2.1.2 src/Formidable.js:19, formidable@1.2.6 lib/incoming_form.js:28' } as const
  )),
});
