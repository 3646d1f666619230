/** Which rules are to see an incident of a failure mode. A mode that is missing has no rule yet. */
export const modeRules: Readonly<Record<string, readonly string[]>> = {
  timeout: ['require-timeout', 'no-ineffective-timeout', 'no-unbounded-await'],
  abort: ['forward-signal', 'require-timeout', 'no-ineffective-timeout'],
  rejection: ['no-floating-promise', 'no-async-void-callback', 'no-unhandled-handler-rejection', 'no-late-await', 'no-silent-catch', 'no-swallowed-crash'],
  'error-listener': ['require-error-listener'],
  'stream-error': ['require-error-listener', 'no-async-void-callback', 'no-unsettled-promise'],
  'handler-hang': ['no-unanswered-request'],
  'never-settles': ['no-unsettled-promise', 'no-unbounded-await'],
  'pool-release': ['require-release'],
  'resource-leak': ['require-release'],
  'server-config': ['require-server-timeouts'],
};
