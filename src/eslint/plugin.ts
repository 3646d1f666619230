import type { ESLint, Linter } from 'eslint';
import { rules } from '../engine/registry.js';
import { version } from '../version.js';
import { eslintRule } from './adapter.js';
import { recommended, strict } from './presets.js';

const base: ESLint.Plugin & { meta: { name: string; version: string } } = {
  meta: { name: 'readiness', version },
  rules: Object.fromEntries(rules.map((rule) => [rule.meta.id, eslintRule(rule)])),
};

/** The plugin with its flat presets, which refer to it. */
export const plugin: typeof base & { configs: { recommended: Linter.Config; strict: Linter.Config } } = Object.assign(base, { configs: { recommended: recommended(base, rules), strict: strict(base, rules) } });
