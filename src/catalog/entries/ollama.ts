import { defineEntry } from '../types.js';

/** Ollama's client, over a fetch that may be handed in. It has no time of its own and takes no signal: `abort()` ends the streams of a client, and nothing else. */
export default defineEntry({
  id: 'ollama',
  name: 'Ollama',
  packages: ['ollama', 'ollama/browser'],
  versions: '>=0.5',
  types: {
    Client: {
      is: ['', 'new Ollama()'],
      annotations: ['Ollama'],
      options: 0,
      optionNames: ['host', 'fetch', 'proxy', 'headers'],
      noun: 'client',
    },
  },
  calls: [
    { path: 'Client.chat|generate|embed|embeddings|create|pull|push|delete|copy|list|show|ps|version', kind: 'outbound', does: 'request to Ollama', knobs: ['fetch'], phases: ['connect', 'headers', 'body', 'total'] },
  ],
  knobs: {
    // What somebody hands in may do anything, and undici's own times hold where nobody does.
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 300_000,
      covers: ['connect', 'headers', 'body', 'total'],
      advice: 'Give the client a fetch that adds a signal: new Ollama({ fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(120_000) }) }).',
      source: 'ollama@0.6.4 dist/shared (config.fetch); undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
      verified: '0.6.4',
    },
  },
});
