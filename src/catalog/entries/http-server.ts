import { defineEntry } from '../types.js';

/**
 * Node's own servers. The handler may follow options: whatever function stands among the arguments is it.
 * Handlers added with `server.on('request', …)` are not told from listeners of other events, and are left out.
 */
export default defineEntry({
  id: 'http-server',
  name: 'node:http server',
  packages: ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'],
  handlers: [{ path: 'createServer|createSecureServer', from: 0, reach: 'request' }],
});
