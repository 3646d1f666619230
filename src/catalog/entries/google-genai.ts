import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to Gemini', knobs: ['timeout', 'abortSignal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * Google's Gen AI SDK, with no time of its own; it also switches undici's 300 s off. `httpOptions.timeout` is an attempt's, and
 * stays armed while the body is read. It stands in the client's options or in the `config` of a call.
 */
export default defineEntry({
  id: 'google-genai',
  name: 'Google Gen AI',
  packages: ['@google/genai'],
  versions: '>=1',
  types: {
    Client: {
      is: ['new GoogleGenAI()'],
      annotations: ['GoogleGenAI'],
      options: 0,
      noun: 'client',
    },
    Chat: {
      is: ['Client.chats.create()'],
      annotations: ['Chat'],
      noun: 'chat',
    },
  },
  calls: [
    {
      ...call,
      path: 'Client.models.generateContent|generateContentStream|embedContent|countTokens|computeTokens|generateImages|editImage|upscaleImage|generateVideos|get|list|update|delete',
      options: 0,
    },
    { ...call, path: 'Client.files|caches|tunings|batches|operations.create|get|list|update|delete|cancel|upload|download|tune', options: 0 },
    { ...call, path: 'Chat.sendMessage|sendMessageStream', options: 0 },
  ],
  knobs: {
    timeout: {
      at: ['call.config.httpOptions.timeout', 'client.httpOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google/genai@2.32.0 dist/node/index.cjs:13680-13710, :13940, :14090-14120',
    },
    abortSignal: {
      at: ['call.config.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google/genai@2.32.0 dist/node/index.cjs:13680-13710',
    },
    fetch: {
      at: ['client.httpOptions.fetch'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google/genai@2.32.0 dist/node/index.cjs:13940',
    },
  },
});
