import { defineEntry } from '../types.js';

const source = '@splitsoftware/splitio-commons types/splitio.d.ts:1845-1973 (of @splitsoftware/splitio@11.11.2)';

export default defineEntry({
  id: 'split-io',
  name: 'Split',
  packages: ['@splitsoftware/splitio'],
  types: {
    Factory: { is: ['SplitFactory()'], annotations: ['ISDK', 'IAsyncSDK'], options: 0 },
    Client: { is: ['Factory.client()'], annotations: ['IClient', 'IAsyncClient'] },
  },
  flags: [
    { path: 'SplitFactory()', does: 'starts', source },
    { path: 'Client.getTreatment|getTreatmentWithConfig|getTreatments|getTreatmentsWithConfig|getTreatmentsByFlagSet|getTreatmentsWithConfigByFlagSet|getTreatmentsByFlagSets|getTreatmentsWithConfigByFlagSets', does: 'asks', source },
  ],
});
