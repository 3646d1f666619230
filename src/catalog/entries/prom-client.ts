import { defineEntry } from '../types.js';

const labelled = 'https://github.com/siimon/prom-client#labels; https://prometheus.io/docs/practices/naming/#labels (do not use labels to store what has no bound)';

/** Metrics are collected asynchronously since version 13. */
export default defineEntry({
  id: 'prom-client',
  name: 'prom-client',
  packages: ['prom-client'],
  types: {
    Counter: { is: ['new Counter()', 'Registry.getSingleMetric()', 'register.getSingleMetric()'], annotations: ['Counter'], noun: 'metric' },
    Gauge: { is: ['new Gauge()'], annotations: ['Gauge'], noun: 'metric' },
    Histogram: { is: ['new Histogram()', 'new Summary()'], annotations: ['Histogram', 'Summary'], noun: 'metric' },
    Registry: { is: ['new Registry()'], annotations: ['Registry'], noun: 'registry' },
  },
  labels: [
    { path: 'Counter.inc', labels: [0], source: labelled, verified: '15.1.3' },
    { path: 'Gauge.inc|dec|set|setToCurrentTime|startTimer', labels: [0], source: labelled, verified: '15.1.3' },
    { path: 'Histogram.observe|startTimer', labels: [0], source: labelled, verified: '15.1.3' },
    { path: 'Counter.labels', values: 0, source: labelled, verified: '15.1.3' },
    { path: 'Gauge.labels', values: 0, source: labelled, verified: '15.1.3' },
    { path: 'Histogram.labels', values: 0, source: labelled, verified: '15.1.3' },
    { path: 'Gauge.startTimer()', labels: [0], source: labelled, verified: '15.1.3' },
    { path: 'Histogram.startTimer()', labels: [0], source: labelled, verified: '15.1.3' },
  ],
  telemetry: [
    { path: 'collectDefaultMetrics', gives: ['metrics'], does: 'counts', source: 'https://github.com/siimon/prom-client#default-metrics' },
    { path: 'new Counter()', gives: ['metrics'], does: 'counts', source: 'https://github.com/siimon/prom-client#custom-metrics' },
    { path: 'new Gauge()', gives: ['metrics'], does: 'counts', source: 'https://github.com/siimon/prom-client#custom-metrics' },
    { path: 'new Histogram()', gives: ['metrics'], does: 'counts', source: 'https://github.com/siimon/prom-client#custom-metrics' },
    { path: 'new Summary()', gives: ['metrics'], does: 'counts', source: 'https://github.com/siimon/prom-client#custom-metrics' },
    { path: 'register.metrics|getMetricsAsJSON|getSingleMetricAsString', gives: ['metrics'], does: 'serves', source: 'prom-client@15.1.3 lib/registry.js:83' },
    { path: 'Registry.metrics|getMetricsAsJSON|getSingleMetricAsString', gives: ['metrics'], does: 'serves', source: 'prom-client@15.1.3 lib/registry.js:83' },
    { path: 'new AggregatorRegistry().clusterMetrics', gives: ['metrics'], does: 'serves', source: 'https://github.com/siimon/prom-client#usage-with-node-jss-cluster-module' },
    { path: 'new Pushgateway().push|pushAdd', gives: ['metrics'], does: 'serves', source: 'https://github.com/siimon/prom-client#pushgateway' },
  ],
  promises: [
    { path: 'register.metrics|getMetricsAsJSON|getSingleMetricAsString', versions: '>=13', source: 'prom-client@15.1.3 lib/registry.js:83, :116; a text in 12.0.0', verified: '15.1.3' },
    { path: 'Registry.metrics|getMetricsAsJSON|getSingleMetricAsString', versions: '>=13', source: 'prom-client@15.1.3 lib/registry.js:83, :116' },
    { path: 'new Pushgateway().push|pushAdd|delete', versions: '>=14', source: 'https://www.npmjs.com/package/prom-client#pushgateway' },
  ],
});
