import { defineEntry } from '../types.js';

/** The methods of the resources that send one request; those that poll until a job is done wait by design and are left out. */
const methods = [
  'create|retrieve|update|list|delete|del|cancel|parse|stream|generate|edit|createVariation|content|compact|search|remix|extend|complete|archive|pause|resume',
  'listEvents|listItems|listFiles|submitToolOutputs|createAndRun|upload|downloadContent|validate',
].join('|');

/** What every call goes through: `chat.completions.create` settles when the answer has been read, or at the headers of a stream. */
const call = { kind: 'outbound', does: 'request to OpenAI', knobs: ['timeout', 'signal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * OpenAI's client, for Azure as well. An attempt has 10 minutes and there are three of them, so a silent server holds a caller
 * for half an hour. Up to version 6 the time is cleared when the headers arrive: a body or a stream that stalls is bounded by a
 * signal only, and a stream that the signal ends looks like one that is complete. Version 7 counts the body as well.
 */
export default defineEntry({
  id: 'openai',
  name: 'OpenAI',
  packages: ['openai'],
  versions: '>=4',
  types: {
    Client: {
      is: ['new ()', 'new OpenAI()', 'new AzureOpenAI()', 'Client.withOptions()'],
      annotations: ['OpenAI', 'AzureOpenAI'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: `Client.*.${methods}`, options: [1, 2] },
    { ...call, path: `Client.*.*.${methods}`, options: [1, 2] },
    { ...call, path: `Client.*.*.*.${methods}`, options: [1, 2] },
    { ...call, path: 'Client.get|post|put|patch|delete', options: 1 },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 600_000,
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=7',
      source: 'openai@7.57.0 client.js:241 (10 minutes), :623-663 (the body is raced with what is left)',
      verified: '7.57.0',
    },
    'timeout@6': {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 600_000,
      covers: ['connect', 'headers'],
      versions: '<7',
      source: 'openai@6.49.0 client.js:163 (10 minutes), :536-555 (cleared when the headers are there); openai@4.104.0 core.js:386-399',
      verified: '6.49.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'openai@6.49.0 client.js:528-545',
      verified: '6.49.0',
    },
    // A fetch of one's own may bound every attempt. It is no signal, and counts as one that is not seen: what it does is not read.
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'openai@6.49.0 client.js:173',
    },
  },
  promises: [
    { path: 'Client.*.stream', gives: 'none', source: 'https://github.com/openai/openai-node/blob/master/helpers.md' },
    { path: 'Client.*.*.stream', gives: 'none', source: 'https://github.com/openai/openai-node/blob/master/helpers.md' },
    { path: 'Client.*.*.*.stream', gives: 'none', source: 'https://github.com/openai/openai-node/blob/master/helpers.md' },
  ],
  retries: [{ path: 'Client', of: 'requests', attempts: { at: ['call.maxRetries', 'client.maxRetries'], default: 2, are: 'retries' }, selects: true, source: 'openai@6.49.0 client.js (maxRetries ?? 2); 408, 409, 429 and 5xx, with jitter', verified: '6.49.0' }],
});
