import { defineEntry } from '../types.js';

const advice = 'Set limits: { fileSize: … } in bytes.';
const setBy = ['MulterModule.register', 'MulterModule.registerAsync'];
const source = '@nestjs/platform-express@11.2.10 multer/interceptors/file.interceptor.js (its options are those of multer); multer@2.5.0 index.js:93';

/** Interceptors of Nest that read uploads with multer, and the module that sets their options. */
export default defineEntry({
  id: 'nest-uploads',
  name: '@nestjs/platform-express',
  packages: ['@nestjs/platform-express'],
  sizeLimits: [
    { path: 'FileInterceptor|FilesInterceptor', noun: 'uploaded file', limits: ['arg1.limits.fileSize', 'arg2.limits.fileSize'], otherwise: 'none', into: 'memory', setBy, advice, source },
    { path: 'FileFieldsInterceptor', noun: 'uploaded file', limits: ['arg1.limits.fileSize'], otherwise: 'none', into: 'memory', setBy, advice, source },
    { path: 'AnyFilesInterceptor', noun: 'uploaded file', limits: ['arg0.limits.fileSize'], otherwise: 'none', into: 'memory', setBy, advice, source },
  ],
});
