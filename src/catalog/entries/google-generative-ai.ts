import { defineEntry } from '../types.js';

/**
 * The older client of Google's Gemini, over the runtime's fetch, with no time of its own. Its `timeout` is never cleared, so it
 * ends a body that drips and a stream as well.
 */
export default defineEntry({
  id: 'google-generative-ai',
  name: 'Google Generative AI',
  packages: ['@google/generative-ai'],
  types: {
    Google: {
      is: ['new GoogleGenerativeAI()'],
      noun: 'client',
    },
    Model: {
      is: ['Google.getGenerativeModel()'],
      annotations: ['GenerativeModel'],
      options: 1,
      noun: 'model',
    },
    Chat: {
      is: ['Model.startChat()'],
      annotations: ['ChatSession'],
      noun: 'chat',
    },
  },
  calls: [
    {
      path: 'Model.generateContent|generateContentStream|countTokens|embedContent|batchEmbedContents',
      kind: 'outbound',
      does: 'request to Gemini',
      options: 1,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Chat.sendMessage|sendMessageStream',
      kind: 'outbound',
      does: 'request to Gemini',
      options: 1,
      knobs: ['timeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google/generative-ai@0.24.1 dist/index.js:441-453, :1376',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google/generative-ai@0.24.1 dist/index.js:448-451',
    },
  },
});
