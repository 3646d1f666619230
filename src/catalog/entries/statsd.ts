import { defineEntry } from '../types.js';

const sends = 'increment|decrement|gauge|gaugeDelta|timing|histogram|distribution|set|unique|counter|count';

/** Numbers that are sent as they come: each name, and each set of tags, is a series. */
export default defineEntry({
  id: 'statsd',
  name: 'StatsD',
  packages: ['hot-shots', 'node-statsd', 'statsd-client', 'datadog-metrics', 'lynx'],
  types: {
    Client: { is: ['new ()', 'new StatsD()', 'new Client()', 'new BufferedMetricsLogger()', '', 'Client.childClient|getChildClient()'], annotations: ['StatsD', 'default'], noun: 'client' },
  },
  labels: [{ path: `Client.${sends}`, name: 0, labels: [1, 2, 3, 4], source: 'hot-shots@17.1.1 lib/statsFunctions.js:22 (name, value, rate, tags); statsd-client@0.4.7 lib/statsd-client.js:90 (name, value, tags); https://docs.datadoghq.com/metrics/custom_metrics/ (each combination is a metric)' }],
  telemetry: [{ path: `Client.${sends}|asyncTimer|timer`, gives: ['metrics'], does: 'serves', source: 'https://github.com/brightcove/hot-shots#usage' }],
});
