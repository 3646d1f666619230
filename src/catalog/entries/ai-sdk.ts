import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;

/**
 * The AI SDK. Nothing bounds a call but a signal, or since version 6 its `timeout`; the provider's fetch gives up on the headers after 300 s, and a call that fails is tried three times.
 * What streams gives a result at once, which waits as it is read.
 */
export default defineEntry({
  id: 'ai-sdk',
  name: 'the AI SDK',
  packages: ['ai'],
  versions: '>=5',
  calls: [
    {
      path: 'generateText|generateObject|embed|embedMany|generateImage|experimental_generateImage|experimental_transcribe|experimental_generateSpeech',
      kind: 'outbound',
      does: 'request to a model',
      options: 0,
      knobs: ['abortSignal', 'timeout', 'fetch'],
      phases,
    },
  ],
  knobs: {
    abortSignal: {
      at: ['call.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: 'https://ai-sdk.dev/docs/ai-sdk-core/settings#abortsignal',
      verified: '6.0.324',
    },
    timeout: {
      at: ['call.timeout', 'call.timeout.totalMs'],
      unit: 'ms',
      default: 'none',
      covers: phases,
      versions: '>=6',
      source: 'https://ai-sdk.dev/docs/ai-sdk-core/settings#timeout',
      verified: '6.0.324',
    },
    // It is the provider's, which another file makes: only what holds when nobody sets anything is known.
    fetch: {
      at: [],
      unit: 'ms',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'https://ai-sdk.dev/docs/reference/ai-sdk-core/provider-registry; undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
    },
  },
  retries: [{ path: 'generateText', of: 'requests', attempts: { at: ['call.maxRetries'], default: 2, are: 'retries' }, selects: true, source: 'https://ai-sdk.dev/docs/ai-sdk-core/settings#maxretries', verified: '6.0.324' }],
});
