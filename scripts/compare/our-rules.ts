import { rules } from '../../src/engine/registry.js';

/** Those of our rules that look at the same faults as typescript-eslint's `no-floating-promises` and `no-misused-promises`. */
const comparable = ['no-floating-promise', 'no-async-void-callback', 'no-unhandled-handler-rejection', 'no-late-await', 'no-unsettled-promise'];

export const ourRules: readonly string[] = rules.map(({ meta }) => meta.id).filter((id) => comparable.includes(id));
