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
  trackers: [
    { path: 'init', does: 'starts', key: 'arg0.dsn', off: [{ at: 'arg0.enabled', is: false }, { at: 'arg0.sampleRate', is: 0 }], source: '@sentry/node@11.12.0 build/cjs/sdk/index.js:135 (SENTRY_DSN where no dsn is given); @sentry/core build/cjs/client.js:85 (an empty dsn makes no transport), 482 (enabled), 568 (sampleRate)' },
    { path: 'captureException|captureMessage|captureEvent|setupExpressErrorHandler|setupFastifyErrorHandler|setupKoaErrorHandler|setupHapiErrorHandler|setupConnectErrorHandler', does: 'tells', source: 'https://docs.sentry.io/platforms/javascript/guides/node/usage/' },
  ],
  promises: [
    { path: 'flush|close', settles: true, source: 'https://docs.sentry.io/platforms/javascript/guides/node/configuration/draining/ (fulfilled with false when the time is over)', verified: '11.12.0' },
  ],
});
