import { defineEntry } from '../types.js';

/** They count what an app answers, and hand it out under a path of their own. */
export default defineEntry({
  id: 'metric-plugins',
  name: 'a plugin for metrics',
  packages: ['express-prom-bundle', 'swagger-stats', 'prometheus-api-metrics', '@promster/express', '@promster/server', '@hono/prometheus'],
  telemetry: [
    { path: '*', gives: ['metrics'], does: 'serves', source: 'express-prom-bundle@8.0.0 src/index.js:180; https://swaggerstats.io; https://github.com/honojs/middleware/tree/main/packages/prometheus' },
    { path: '()', gives: ['metrics'], does: 'serves', source: 'express-prom-bundle@8.0.0 src/index.js:180 (answers /metrics)' },
  ],
});
