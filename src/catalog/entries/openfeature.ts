import { defineEntry } from '../types.js';

/** An interface only: until a provider is set, each flag is the default that its caller gives. */
export default defineEntry({
  id: 'openfeature',
  name: 'OpenFeature',
  packages: ['@openfeature/server-sdk', '@openfeature/nestjs-sdk'],
  types: { Client: { is: ['OpenFeature.getClient()'], annotations: ['Client'] } },
  flags: [
    { path: 'Client.getBooleanValue|getBooleanDetails|getStringValue|getStringDetails|getNumberValue|getNumberDetails|getObjectValue|getObjectDetails', does: 'asks', needsProvider: true, advice: 'Call OpenFeature.setProviderAndWait() with the provider of a service of flags when the service starts', source: '@openfeature/server-sdk@1.23.0 dist/types.d.ts:511-578; getBooleanValue gave its default with no provider set', verified: '1.23.0' },
    { path: 'OpenFeature.setProvider|setProviderAndWait', does: 'provides', fixed: ['InMemoryProvider'], advice: 'Use the provider of a service of flags outside of tests', source: '@openfeature/server-sdk@1.23.0 dist/types.d.ts:511-537' },
    { path: 'OpenFeatureModule.forRoot|forRootAsync', does: 'provides', packages: ['@openfeature/nestjs-sdk'], source: 'https://openfeature.dev/docs/reference/sdks/server/javascript/nestjs/' },
  ],
});
