import { defineEntry } from '../types.js';

/** The client of the Model Context Protocol: over stdio it starts a process, over HTTP it keeps a stream open. */
export default defineEntry({
  id: 'mcp-sdk',
  name: 'the MCP SDK',
  packages: ['@modelcontextprotocol/sdk', '@modelcontextprotocol/sdk/*'],
  types: {
    Client: { is: ['new Client()'] },
  },
  acquires: [
    // Where the server offers no stream over HTTP, and the transport is no process, nothing stays: so no more than a warning.
    { path: 'Client.connect', holds: 'receiver', release: ['close'], by: 0, mayLast: true, collected: 'warning', noun: 'connection of the client', without: 'The connection stays open, with the process or the stream behind it, and each call adds another', source: '@modelcontextprotocol/sdk@1.32.2 dist/cjs/shared/protocol.js:532-534 (close closes the transport), client/index.js:318-322 (so does a connect that fails), client/stdio.js:150, client/streamableHttp.js:93-122', verified: '1.32.2' },
  ],
});
