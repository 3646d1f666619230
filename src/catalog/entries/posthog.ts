import { defineEntry } from '../types.js';

const source = 'posthog-node@5.70.0 dist/client.d.ts:736-1158';

/** Most use it for analytics: to make a client says nothing of flags. */
export default defineEntry({
  id: 'posthog',
  name: 'PostHog',
  packages: ['posthog-node'],
  types: { PostHog: { is: ['new PostHog()', 'new ()'], annotations: ['PostHog'], options: 1 } },
  flags: [
    { path: 'PostHog.isFeatureEnabled|getFeatureFlag|getFeatureFlagPayload|getFeatureFlagResult|getAllFlags|getAllFlagsAndPayloads|evaluateFlags', does: 'asks', source },
  ],
});
