import { patchedPackages } from '../patched-packages.js';
import { defineEntry } from '../types.js';

/** Errors are captured synchronously; only the end waits for them to be sent. */
export default defineEntry({
  id: 'sentry',
  name: 'Sentry',
  packages: ['@sentry/node', '@sentry/nestjs', '@sentry/core', '@sentry/aws-serverless', '@sentry/nextjs', '@sentry/bun', '@sentry/remix', '@sentry/node-core', '@sentry/google-cloud-serverless'],
  telemetry: [
    { path: 'init', gives: ['tracing'], does: 'serves', when: ['arg0.tracesSampleRate', 'arg0.tracesSampler'], patches: patchedPackages, source: 'https://docs.sentry.io/platforms/javascript/guides/node/tracing/ (tracesSampleRate); https://docs.sentry.io/platforms/javascript/guides/node/install/commonjs/ (before everything else)' },
  ],
  crashListeners: [{ path: 'init', events: ['unhandledRejection'], without: 'defaultIntegrations', source: '@sentry/node-core@10.12.0 build/cjs/integrations/onunhandledrejection.js:10-17 (mode warn); the same in @sentry/node 6.19.7, 7.120.0 and 8.55.0' }],
  promises: [
    { path: 'flush|close', settles: true, source: 'https://docs.sentry.io/platforms/javascript/guides/node/configuration/draining/ (fulfilled with false when the time is over)', verified: '11.12.0' },
  ],
});
