import { defineEntry } from '../types.js';

const source = '@launchdarkly/js-server-sdk-common@2.21.5 dist/index.d.ts';

/** Flags come over a stream; until it has begun each flag is its default, and `waitForInitialization` without a time waits as long as the service is away. */
export default defineEntry({
  id: 'launchdarkly',
  name: 'LaunchDarkly',
  packages: ['@launchdarkly/node-server-sdk', 'launchdarkly-node-server-sdk'],
  types: { Client: { is: ['init()'], annotations: ['LDClient'], options: 1 } },
  flags: [
    { path: 'init()', does: 'starts', off: 'arg1.offline', advice: 'Take the option out, or let the environment decide', source: 'https://launchdarkly.com/docs/sdk/features/offline-mode' },
    { path: 'Client.variation|variationDetail|boolVariation|boolVariationDetail|stringVariation|stringVariationDetail|numberVariation|numberVariationDetail|jsonVariation|jsonVariationDetail|allFlagsState', does: 'asks', source },
    { path: 'Client.waitForInitialization', does: 'waits', deadline: 'arg0.timeout', packages: ['@launchdarkly/node-server-sdk'], advice: 'Give it { timeout: 5 }, in seconds, and go on with the defaults when it rejects', source: `${source}; with an address that refuses connections it was still waiting after 25 s`, verified: '9.13.7' },
  ],
});
