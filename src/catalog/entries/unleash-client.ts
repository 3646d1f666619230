import { defineEntry } from '../types.js';

const source = 'unleash-client@6.12.1 lib/index.js:38-60, lib/unleash.d.ts:40-45';

export default defineEntry({
  id: 'unleash-client',
  name: 'Unleash',
  packages: ['unleash-client'],
  types: { Unleash: { is: ['new Unleash()', 'initialize()', 'startUnleash()'], annotations: ['Unleash'], options: 0 } },
  flags: [
    { path: 'new Unleash()', does: 'starts', source },
    { path: 'initialize()', does: 'starts', source },
    { path: 'startUnleash()', does: 'starts', source },
    { path: 'isEnabled|getVariant|forceGetVariant', does: 'asks', source },
    { path: 'Unleash.isEnabled|getVariant|forceGetVariant', does: 'asks', source },
  ],
});
