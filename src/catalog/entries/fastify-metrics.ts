import { defineEntry } from '../types.js';

/** A plugin: it is given to `register`. */
export default defineEntry({
  id: 'fastify-metrics',
  name: 'fastify-metrics',
  packages: ['fastify-metrics', '@willsoto/nestjs-prometheus'],
  telemetry: [
    { path: 'PrometheusModule.register|registerAsync|forRoot|forRootAsync', gives: ['metrics'], does: 'serves', source: 'https://github.com/willsoto/nestjs-prometheus#usage' },
    { path: '', gives: ['metrics'], does: 'serves', source: 'https://gitlab.com/m03geek/fastify-metrics#usage (register(metricsPlugin, { endpoint: "/metrics" }))' },
  ],
});
