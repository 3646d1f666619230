import { defineEntry } from '../types.js';

const signal = '$0.signal';

/** Bun's server: one function, or routes with a function for all methods or for each. */
export default defineEntry({
  id: 'bun',
  name: 'Bun.serve',
  packages: ['globalThis', 'bun'],
  rejections: [{ end: 'framework', source: 'https://bun.sh/docs/api/http#error-handling' }],
  handlers: [
    ...(['Bun.serve', 'serve'] as const).flatMap(
      (path) =>
        [
          { path, from: 0, property: 'fetch', reach: 'request', signal },
          { path, from: 0, property: 'routes.*', reach: 'request', signal },
          { path, from: 0, property: 'routes.*.*', reach: 'request', signal },
          { path, from: 0, property: 'websocket.message', reach: 'request', rejections: [] },
          { path, from: 0, property: 'websocket.open', reach: 'request', rejections: [] },
          { path, from: 0, property: 'websocket.close', reach: 'request', rejections: [] },
        ] as const,
    ),
  ],
});
