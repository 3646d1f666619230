import { defineEntry } from '../types.js';

const source = '@growthbook/growthbook@1.8.0 dist/GrowthBookClient.d.ts:39-58, dist/GrowthBook.d.ts:101-102';

export default defineEntry({
  id: 'growthbook',
  name: 'GrowthBook',
  packages: ['@growthbook/growthbook'],
  types: { GrowthBook: { is: ['new GrowthBook()', 'new GrowthBookClient()', 'GrowthBook.createScopedInstance()'], annotations: ['GrowthBook', 'GrowthBookClient', 'UserScopedGrowthBook'], options: 0 } },
  flags: [
    { path: 'new GrowthBook()', does: 'starts', source },
    { path: 'new GrowthBookClient()', does: 'starts', source },
    { path: 'GrowthBook.isOn|isOff|getFeatureValue|evalFeature|feature', does: 'asks', source },
  ],
});
