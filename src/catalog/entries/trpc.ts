import { defineEntry } from '../types.js';

const signal = '$0.signal';

/**
 * tRPC 11: `t.procedure.input(…).query(fn)`, from a `t` that is made once and whose builders are exported and refined in
 * other files. Middlewares run before each procedure, `createContext` before each request. The adapters take it in their
 * options. `signal` ends when the client goes away.
 */
export default defineEntry({
  id: 'trpc',
  name: 'tRPC',
  packages: ['@trpc/server', '@trpc/server/adapters/*'],
  versions: '>=11.0.0-0',
  types: {
    Builder: { is: ['initTRPC', 'Builder.context|meta()'] },
    Root: { is: ['Builder.create()'] },
    Procedure: { is: ['Root.procedure', 'Procedure.input|output|meta|use|concat|unstable_concat()'] },
    Middleware: { is: ['Root.middleware()', 'experimental_standaloneMiddleware|experimental_trpcMiddleware().create()', 'Middleware.unstable_pipe()'] },
  },
  rejections: [{ end: 'framework', source: 'https://trpc.io/docs/server/error-handling', verified: '11.25.2' }],
  handlers: [
    { path: 'Procedure.query|mutation|subscription', from: 0, reach: 'request', signal },
    { path: 'Procedure.use', from: 0, reach: 'request', signal },
    { path: 'Root.middleware', from: 0, reach: 'request', signal },
    { path: 'Middleware.unstable_pipe', from: 0, reach: 'request', signal },
    { path: 'experimental_standaloneMiddleware|experimental_trpcMiddleware().create', from: 0, reach: 'request', signal },
    { path: '*', from: 0, property: 'createContext', reach: 'request', signal: '$0.info.signal' },
    { path: '*', from: 0, property: 'onError', reach: 'request', rejections: [{ end: 'nobody', source: '@trpc/server@11.25.2 dist/resolveResponse-CiTYuZCi.cjs:940 (what it gives is dropped)', verified: '11.25.2' }] },
  ],
});
