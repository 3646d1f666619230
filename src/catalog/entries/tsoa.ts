import { defineEntry } from '../types.js';

/** tsoa: decorated methods of `@Route` classes, for which it generates the registrations. The generated file is not needed. */
export default defineEntry({
  id: 'tsoa',
  name: 'tsoa',
  packages: ['tsoa', '@tsoa/runtime'],
  handlers: [{ path: '@Get|Post|Put|Patch|Delete|Head|Options', route: 0, within: 'Route', reach: 'request' }],
});
