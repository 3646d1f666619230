import { patchedPackages } from '../patched-packages.js';
import { defineEntry } from '../types.js';

const start = 'https://opentelemetry.io/docs/languages/js/getting-started/nodejs/#setup (must be run before the application code)';

/** `start` became synchronous with 0.36. */
export default defineEntry({
  id: 'opentelemetry-sdk',
  name: 'OpenTelemetry SDK',
  packages: ['@opentelemetry/sdk-node'],
  telemetry: [
    { path: 'new NodeSDK().start', gives: ['tracing'], does: 'serves', whenMade: ['arg0.traceExporter', 'arg0.spanProcessors', 'arg0.spanProcessor', 'arg0.instrumentations'], patches: patchedPackages, source: start },
    { path: 'new NodeSDK().start', gives: ['metrics'], does: 'serves', whenMade: ['arg0.metricReader', 'arg0.metricReaders'], source: 'https://opentelemetry.io/docs/languages/js/exporters/' },
    { path: 'tracing.NodeTracerProvider.register', gives: ['tracing'], does: 'serves', source: start },
  ],
  promises: [
    { path: 'new NodeSDK().start', versions: '<0.36.0', source: '@opentelemetry/sdk-node@0.35.1 build/src/sdk.js:123 (async)' },
    { path: 'new NodeSDK().start', gives: 'none', versions: '>=0.36.0', source: '@opentelemetry/sdk-node@0.223.0 build/src/sdk.js (synchronous since 0.36.0)', verified: '0.223.0' },
    { path: 'new NodeSDK().shutdown', source: 'https://open-telemetry.github.io/opentelemetry-js/classes/_opentelemetry_sdk-node.NodeSDK.html', verified: '0.223.0' },
  ],
});
