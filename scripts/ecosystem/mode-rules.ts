/** Which rules are to see an incident of a failure mode. A mode that is missing has no rule yet. */
export const modeRules: Readonly<Record<string, readonly string[]>> = {
  timeout: ['require-timeout', 'no-ineffective-timeout'],
  abort: ['require-timeout', 'no-ineffective-timeout'],
};
