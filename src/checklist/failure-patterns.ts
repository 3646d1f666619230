/** A failure pattern of the two catalogues of production failures that the checklist comes from, and what its remedy is. */
export interface FailurePattern {
  readonly title: string;
  readonly catalogue: 'Production failures' | 'Failure modes';
  readonly remedy: string;
  /** How the `mode` of a rule begins that is there for this pattern. */
  readonly modes: readonly string[];
  /** Rules that are there for it too, though they name another mode: a rule names the first one. */
  readonly also: readonly string[];
}

/** The sixteen patterns, in the order of the catalogues. */
export const failurePatterns: readonly FailurePattern[] = [
  { catalogue: 'Production failures', title: 'No retries', remedy: 'try again with a growing, random wait', modes: ['No Retries'], also: [] },
  { catalogue: 'Production failures', title: 'No timeouts', remedy: 'a deadline for every wait', modes: ['No timeouts'], also: ['no-unbounded-await'] },
  { catalogue: 'Production failures', title: 'No circuit breakers', remedy: 'stop asking what is down', modes: ['No Circuit Breakers'], also: [] },
  { catalogue: 'Production failures', title: 'No backpressure handling', remedy: 'a bound on what waits, and a refusal above it', modes: ['Cascading failure: an overloaded service'], also: ['no-unbounded-queue', 'require-stream-backpressure', 'prefer-queue', 'no-unbounded-concurrency', 'no-sync-in-handler'] },
  { catalogue: 'Production failures', title: 'No monitoring or alerting', remedy: 'logs, metrics, traces and alerts', modes: ['No monitoring'], also: ['require-structured-logging', 'require-metrics', 'no-unbounded-metric-label', 'require-tracing', 'require-alerting', 'require-dashboard'] },
  { catalogue: 'Production failures', title: 'Database connection pool exhaustion', remedy: 'a bounded pool, and an end to waiting for it', modes: ['Connection pool exhaustion'], also: ['require-release', 'no-nested-acquire'] },
  { catalogue: 'Production failures', title: 'Memory leaks', remedy: 'what is added goes away again', modes: ['Memory leaks', 'Memory exhaustion'], also: ['no-endless-loop', 'require-body-consumed'] },
  { catalogue: 'Production failures', title: 'Unhandled promise rejections', remedy: 'somebody hears every failure', modes: ['Unhandled promise rejections'], also: [] },
  { catalogue: 'Production failures', title: 'Single point of failure', remedy: 'several instances, none of which has what the others lack', modes: ['Stateful services'], also: ['require-health-check', 'require-graceful-shutdown', 'require-signal-delivery', 'require-rolling-update', 'require-migrations', 'require-rollback', 'require-canary'] },
  { catalogue: 'Production failures', title: 'No rate limiting', remedy: 'a limit for each client', modes: ['No rate limiting'], also: [] },
  { catalogue: 'Failure modes', title: 'Dependency failure', remedy: 'a deadline, and an answer without it', modes: ['Dependency failure'], also: ['require-timeout', 'require-retry', 'require-error-listener', 'require-feature-flags'] },
  { catalogue: 'Failure modes', title: 'Slow dependency', remedy: 'fail fast: deadlines and circuit breakers', modes: [], also: ['require-timeout', 'no-ineffective-timeout', 'forward-signal', 'require-circuit-breaker', 'no-unsafe-circuit-breaker'] },
  { catalogue: 'Failure modes', title: 'Resource exhaustion', remedy: 'bounds, and a part of the resources for each purpose', modes: ['Resource exhaustion', 'Bulkhead Pattern', 'Event loop blocked'], also: ['require-pool-limits', 'no-unbounded-body', 'no-unbounded-queue'] },
  { catalogue: 'Failure modes', title: 'Cascading failure', remedy: 'timeouts at every layer, backpressure and load shedding', modes: ['Cascading failure'], also: ['require-timeout', 'require-server-timeouts', 'require-bulkhead', 'no-unsafe-retry', 'require-stream-backpressure'] },
  { catalogue: 'Failure modes', title: 'Deadlock', remedy: 'one order of locks, and an end to waiting for them', modes: ['Deadlock'], also: [] },
  { catalogue: 'Failure modes', title: 'Goroutine leak', remedy: 'every loop, listener and timer has a way out', modes: [], also: ['no-endless-loop', 'no-listener-leak', 'no-timer-leak', 'no-unsettled-promise'] },
];
