import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to GitHub', knobs: ['signal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * GitHub's client, over the runtime's fetch: 300 s for the headers, and the package `octokit` tries four times. `request.signal`
 * ends an attempt; an end within the body resolves with empty data, and the retry plugin tries again after an abort. The
 * `request.timeout` of older versions is gone.
 */
export default defineEntry({
  id: 'octokit',
  name: 'Octokit',
  packages: ['octokit', '@octokit/rest', '@octokit/core', '@octokit/action'],
  types: {
    Client: {
      is: ['new Octokit()'],
      annotations: ['Octokit'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    // `request('GET /user', options)`, and `request({ url, …options })`.
    { ...call, path: 'Client.request|graphql', options: [1, 0], url: 0 },
    { ...call, path: 'Client.paginate', options: [1] },
    { ...call, path: 'Client.rest.*.*', options: 0 },
    {
      ...call,
      path: [
        'Client.actions|activity|apps|billing|checks|codeScanning|codesOfConduct|dependabot|gists|git|gitignore|interactions|issues|licenses|markdown|meta|migrations',
        'orgs|packages|projects|pulls|rateLimit|reactions|repos|search|secretScanning|teams|users.*',
      ].join('|'),
      options: 0,
    },
  ],
  knobs: {
    signal: {
      at: ['call.request.signal', 'client.request.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@octokit/request@10.0.16 dist-bundle/index.js:57 (requestOptions.request.signal)',
      verified: '10.0.16',
    },
    // A fetch of one's own may bound every attempt. It is no signal, and counts as one that is not seen: what it does is not read.
    fetch: {
      at: ['call.request.fetch', 'client.request.fetch'],
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: '@octokit/core@7.0.8 dist-src/index.js:72 (options.request); undici@7.30.2 lib/dispatcher/client.js:262-263 (300 s)',
      verified: '7.0.8',
    },
  },
  ignored: [
    {
      calls: 'Client.request|graphql',
      option: 'request.timeout',
      why: 'does nothing since @octokit/request 6: fetch has no timeout',
      instead: 'request: { signal: AbortSignal.timeout(10_000) }',
      source: '@octokit/request@10.0.16 dist-bundle/index.js:57',
    },
    {
      calls: 'Client.rest.*.*',
      option: 'request.timeout',
      why: 'does nothing since @octokit/request 6: fetch has no timeout',
      instead: 'request: { signal: AbortSignal.timeout(10_000) }',
      source: '@octokit/request@10.0.16 dist-bundle/index.js:57',
    },
  ],
});
