import { defineEntry } from '../types.js';

const source = 'https://opentelemetry.io/docs/languages/js/instrumentation/#using-counters; https://opentelemetry.io/docs/specs/otel/metrics/sdk/#cardinality-limits';

/** The numbers of OpenTelemetry: each set of attributes is a series. */
export default defineEntry({
  id: 'opentelemetry-metrics',
  name: 'OpenTelemetry',
  packages: ['@opentelemetry/api', '@opentelemetry/sdk-metrics'],
  types: {
    Meter: { is: ['metrics.getMeter()', 'metrics.getMeterProvider().getMeter()', 'new MeterProvider().getMeter()'], annotations: ['Meter'], noun: 'meter' },
    Instrument: { is: ['Meter.createCounter|createUpDownCounter|createHistogram|createGauge()'], annotations: ['Counter', 'UpDownCounter', 'Histogram', 'Gauge'], noun: 'metric' },
  },
  labels: [{ path: 'Instrument.add|record', labels: [1], source }],
  telemetry: [
    { path: 'Meter.createCounter|createUpDownCounter|createHistogram|createGauge|createObservableGauge|createObservableCounter|createObservableUpDownCounter', gives: ['metrics'], does: 'counts', source },
    { path: 'new MeterProvider()', gives: ['metrics'], does: 'serves', when: ['arg0.readers'], source: 'https://opentelemetry.io/docs/languages/js/instrumentation/#initialize-metrics' },
    { path: 'new MeterProvider().addMetricReader', gives: ['metrics'], does: 'serves', source: 'https://opentelemetry.io/docs/languages/js/instrumentation/#initialize-metrics' },
    { path: 'metrics.setGlobalMeterProvider', gives: ['metrics'], does: 'serves', source: 'https://opentelemetry.io/docs/languages/js/instrumentation/#initialize-metrics' },
  ],
});
