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
    { path: 'Client.connect', holds: 'receiver', release: ['close'], mayLast: true, noun: 'connection of the client', without: 'The connection stays open, with the process or the stream behind it, and each call adds another', source: '@modelcontextprotocol/sdk@1.32.2 dist/cjs/shared/protocol.js:532 (close)' },
  ],
});
