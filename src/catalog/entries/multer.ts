import { defineEntry } from '../types.js';

const advice = 'Set limits: { fileSize: … } in bytes.';

/** multer: files of forms, in memory, or in a folder of the machine. It hands its limits to busboy, which has none for files. */
export default defineEntry({
  id: 'multer',
  name: 'multer',
  packages: ['multer', 'koa-multer', '@koa/multer'],
  sizeLimits: [
    { path: '', noun: 'uploaded file', limits: ['arg0.limits.fileSize'], otherwise: 'none', into: 'memory', advice, source: 'multer@2.5.0 index.js:93, lib/make-middleware.js:12; busboy@1.6.0 lib/types/multipart.js:254-256 (Infinity)' },
  ],
  localStates: [
    { path: '', keeps: 'uploads', when: ['arg0.dest'], advice: 'Stream uploads to storage that all instances share, such as a bucket; or remove the file within the same request.', source: 'multer@2.5.0 storage/disk.js' },
    { path: 'diskStorage', keeps: 'uploads', advice: 'Stream uploads to storage that all instances share, such as a bucket; or remove the file within the same request.', source: 'multer@2.5.0 storage/disk.js' },
  ],
});
