import { defineEntry } from '../types.js';

/** express-fileupload: files of forms, in memory unless `useTempFiles` is set. Its limits are busboy's, which has none for files. */
export default defineEntry({
  id: 'express-fileupload',
  name: 'express-fileupload',
  packages: ['express-fileupload'],
  sizeLimits: [{ path: '', noun: 'uploaded file', limits: ['arg0.limits.fileSize'], otherwise: 'none', into: 'memory', advice: 'Set limits: { fileSize: … } in bytes, and abortOnLimit: true.', source: 'express-fileupload@1.5.2 README.md, lib/processMultipart.js; busboy@1.6.0 lib/types/multipart.js:254-256 (Infinity)' }],
});
