import type { ESLint, Linter, Rule as EslintRule } from 'eslint';
import { rules } from '../engine/registry.js';
import { version } from '../version.js';
import { eslintRule } from './adapter.js';
import { recommended, strict } from './presets.js';

/** The plugin as `eslint.config.js` gets it. */
export interface ReadinessPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: 'readiness'; readonly version: string };
  readonly rules: Record<string, EslintRule.RuleModule>;
  readonly configs: { readonly recommended: Linter.Config; readonly strict: Linter.Config };
}

const base = {
  meta: { name: 'readiness' as const, version },
  rules: Object.fromEntries(rules.map((rule) => [rule.meta.id, eslintRule(rule)])),
};

// The presets refer to the plugin itself, as flat configuration wants it.
export const plugin: ReadinessPlugin = Object.assign(base, { configs: { recommended: recommended(base, rules), strict: strict(base, rules) } });
