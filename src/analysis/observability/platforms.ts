import type { Handler } from '../handlers.js';

/**
 * Entries whose functions a platform runs, which counts calls, failures and durations by itself, and collects what is written to the console:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html, https://developers.cloudflare.com/workers/observability/, https://cloud.google.com/functions/docs/monitoring/metrics
 */
const platforms: ReadonlySet<string> = new Set(['lambda', 'cloudflare-workers', 'azure-functions', 'google-functions', 'firebase-functions', 'deno']);

/** Whether a platform runs a handler, and watches it. */
export function isRunByPlatform({ entry }: Handler): boolean {
  return platforms.has(entry.id);
}
