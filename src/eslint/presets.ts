import type { ESLint, Linter } from 'eslint';
import type { Rule } from '../model/rule.js';

const severities = { error: 'error', warning: 'warn', info: 'warn' } as const;

/** Rules that report errors and warnings, at their own level. */
export function recommended(plugin: ESLint.Plugin, rules: readonly Rule[]): Linter.Config {
  return preset('recommended', plugin, rules.filter((r) => r.meta.level !== 'info'));
}

/** All rules, with the findings of level info. */
export function strict(plugin: ESLint.Plugin, rules: readonly Rule[]): Linter.Config {
  return { ...preset('strict', plugin, rules), settings: { readiness: { preset: 'strict' } } };
}

function preset(name: string, plugin: ESLint.Plugin, rules: readonly Rule[]): Linter.Config {
  return {
    name: `readiness/${name}`,
    plugins: { readiness: plugin },
    rules: Object.fromEntries(rules.map(({ meta }) => [`readiness/${meta.id}`, severities[meta.level]])),
  };
}
