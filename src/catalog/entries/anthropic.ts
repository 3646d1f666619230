import { defineEntry } from '../types.js';

const methods = 'create|retrieve|update|list|delete|cancel|parse|stream|results|countTokens|upload|download|retrieveMetadata|archive';

const call = { kind: 'outbound', does: 'request to Anthropic', options: [1, 2], knobs: ['timeout', 'signal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * Anthropic's client. An attempt has 10 minutes and there are three of them. The time is cleared when the headers arrive, so a
 * body or a stream that stalls is bounded by a signal only. Without a stream, a `max_tokens` that implies more than 10 minutes
 * is refused.
 */
export default defineEntry({
  id: 'anthropic',
  name: 'Anthropic',
  packages: ['@anthropic-ai/sdk'],
  types: {
    Client: {
      is: ['new ()', 'new Anthropic()', 'Client.withOptions()'],
      annotations: ['Anthropic'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: `Client.*.${methods}` },
    { ...call, path: `Client.*.*.${methods}` },
    { ...call, path: `Client.*.*.*.${methods}` },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 600_000,
      covers: ['connect', 'headers'],
      source: '@anthropic-ai/sdk@1.12.0 client.js:157 (10 minutes), :791-805 (around the fetch only)',
      verified: '1.12.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@anthropic-ai/sdk@1.12.0 client.js:791-805',
      verified: '1.12.0',
    },
    // A fetch of one's own may bound every attempt. It is no signal, and counts as one that is not seen: what it does is not read.
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@anthropic-ai/sdk@1.12.0 client.js:642',
    },
  },
  promises: [
    { path: 'Client.*.stream', gives: 'none', source: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/main/helpers.md' },
    { path: 'Client.*.*.stream', gives: 'none', source: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/main/helpers.md' },
    { path: 'Client.*.*.*.stream', gives: 'none', source: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/main/helpers.md' },
  ],
  retries: [{ path: 'Client', of: 'requests', attempts: { at: ['call.maxRetries', 'client.maxRetries'], default: 2, are: 'retries' }, selects: true, source: 'https://www.npmjs.com/package/@anthropic-ai/sdk (Retries)' }],
});
