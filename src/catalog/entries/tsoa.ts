import { defineEntry } from '../types.js';

/** tsoa: decorated methods of `@Route` classes, for which it generates the registrations. The generated file is not needed. */
export default defineEntry({
  id: 'tsoa',
  name: 'tsoa',
  packages: ['tsoa', '@tsoa/runtime'],
  rejections: [{ end: 'framework', source: '@tsoa/runtime@6.6.0 dist/routeGeneration/templates/express/expressTemplateService.js:19' }],
  handlers: [{ path: '@Get|Post|Put|Patch|Delete|Head|Options', route: 0, within: 'Route', reach: 'request' }],
});
