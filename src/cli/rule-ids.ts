import { UsageError } from '../model/usage-error.js';
import type { Rule } from '../model/rule.js';
import { nearestName } from '../statements/nearest-name.js';
import type { CliHost } from './host.js';

/** Checks ids that the user typed and drops repetitions. Throws `UsageError` for an unknown one, with the nearest that exists. */
export async function knownRules(ids: readonly string[], host: CliHost): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rules = await host.parts.rules();
  for (const id of ids) requireRule(id, rules);
  return [...new Set(ids)];
}

/** The rule of that id. Throws `UsageError` when there is none. */
export function requireRule(id: string, rules: readonly Rule[]): Rule {
  const rule = rules.find((candidate) => candidate.meta.id === id);
  if (rule) return rule;
  const ids = rules.map((candidate) => candidate.meta.id);
  const suggestion = nearestName(id, ids);
  const help = suggestion === undefined ? 'readiness rules lists them' : `Did you mean ${suggestion}? readiness rules lists all of them`;
  throw new UsageError(`unknown rule '${id}'`, help);
}
