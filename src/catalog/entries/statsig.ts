import { defineEntry } from '../types.js';

const source = 'statsig-node@6.5.2 dist/index.d.ts:25-100';
const core = '@statsig/statsig-node-core@0.23.2, members of the class Statsig';

export default defineEntry({
  id: 'statsig',
  name: 'Statsig',
  packages: ['statsig-node', '@statsig/statsig-node-core'],
  types: { Statsig: { is: ['new Statsig()'], annotations: ['Statsig'], options: 1 } },
  flags: [
    { path: 'initialize', does: 'starts', off: 'arg1.localMode', advice: 'Take the option out, or let the environment decide', packages: ['statsig-node'], source: 'statsig-node@6.5.2 dist/StatsigOptions.js:40, dist/Errors.js:52 (no network requests in localMode)' },
    { path: 'new Statsig()', does: 'starts', packages: ['@statsig/statsig-node-core'], source: core },
    { path: 'checkGate|checkGateSync|getFeatureGate|getFeatureGateSync|getConfig|getConfigSync|getExperiment|getExperimentSync|getLayer|getLayerSync', does: 'asks', packages: ['statsig-node'], source },
    { path: 'Statsig.checkGate|getFeatureGate|getDynamicConfig|getExperiment|getLayer', does: 'asks', packages: ['@statsig/statsig-node-core'], source: core },
  ],
});
