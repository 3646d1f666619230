import { defineEntry } from '../types.js';

const source = 'flagsmith-nodejs@8.1.2 build/cjs/sdk/index.d.ts:77-89, models.d.ts:85-87';

export default defineEntry({
  id: 'flagsmith',
  name: 'Flagsmith',
  packages: ['flagsmith-nodejs'],
  types: {
    Flagsmith: { is: ['new ()', 'new Flagsmith()'], annotations: ['Flagsmith', 'default'], options: 0 },
    Flags: { is: ['Flagsmith.getEnvironmentFlags|getIdentityFlags()'], annotations: ['Flags'] },
  },
  flags: [
    { path: 'new ()', does: 'starts', source },
    { path: 'new Flagsmith()', does: 'starts', source },
    { path: 'Flagsmith.getEnvironmentFlags|getIdentityFlags', does: 'asks', source },
    { path: 'Flags.getFlag|getFeatureValue|isFeatureEnabled', does: 'asks', source },
  ],
});
