import { defineEntry } from '../types.js';

/** Metrics are collected asynchronously since version 13. */
export default defineEntry({
  id: 'prom-client',
  name: 'prom-client',
  packages: ['prom-client'],
  promises: [
    { path: 'register.metrics|getMetricsAsJSON|getSingleMetricAsString', versions: '>=13', source: 'prom-client@15.1.3 lib/registry.js:83, :116; a text in 12.0.0', verified: '15.1.3' },
    { path: 'new Registry().metrics|getMetricsAsJSON|getSingleMetricAsString', versions: '>=13', source: 'prom-client@15.1.3 lib/registry.js:83, :116' },
    { path: 'new Pushgateway().push|pushAdd|delete', versions: '>=14', source: 'https://www.npmjs.com/package/prom-client#pushgateway' },
  ],
});
