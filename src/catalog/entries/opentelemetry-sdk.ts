import { defineEntry } from '../types.js';

/** `start` became synchronous with 0.36. */
export default defineEntry({
  id: 'opentelemetry-sdk',
  name: 'OpenTelemetry SDK',
  packages: ['@opentelemetry/sdk-node'],
  promises: [
    { path: 'new NodeSDK().start', versions: '<0.36.0', source: '@opentelemetry/sdk-node@0.35.1 build/src/sdk.js:123 (async)' },
    { path: 'new NodeSDK().start', gives: 'none', versions: '>=0.36.0', source: '@opentelemetry/sdk-node@0.223.0 build/src/sdk.js (synchronous since 0.36.0)', verified: '0.223.0' },
    { path: 'new NodeSDK().shutdown', source: 'https://open-telemetry.github.io/opentelemetry-js/classes/_opentelemetry_sdk-node.NodeSDK.html', verified: '0.223.0' },
  ],
});
