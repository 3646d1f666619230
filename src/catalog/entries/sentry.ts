import { defineEntry } from '../types.js';

/** Errors are captured synchronously; only the end waits for them to be sent. */
export default defineEntry({
  id: 'sentry',
  name: 'Sentry',
  packages: ['@sentry/node', '@sentry/nestjs', '@sentry/core', '@sentry/aws-serverless', '@sentry/nextjs', '@sentry/bun'],
  promises: [
    { path: 'flush|close', settles: true, source: 'https://docs.sentry.io/platforms/javascript/guides/node/configuration/draining/ (fulfilled with false when the time is over)', verified: '11.12.0' },
  ],
});
