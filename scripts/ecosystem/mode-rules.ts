/** Which rules are to see an incident of a failure mode. A mode that is missing has no rule yet. */
export const modeRules: Readonly<Record<string, readonly string[]>> = {
  timeout: ['require-timeout', 'no-ineffective-timeout', 'no-unbounded-await'],
  abort: ['forward-signal', 'require-timeout', 'no-ineffective-timeout'],
  'never-settles': ['no-unsettled-promise', 'no-unbounded-await'],
  'error-listener': ['require-error-listener', 'no-unsettled-promise'],
  'stream-error': ['require-error-listener', 'no-unsettled-promise'],
  'server-config': ['require-server-timeouts'],
};
