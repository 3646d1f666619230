import type { Linter } from 'eslint';
import plugin from '../../../src/index.js';
import type { Preset } from '../expectations.js';

/** The plugin's own flat configuration of a preset, as a user writes it: `readiness.configs.strict`. */
export function presetConfigs(preset: Preset): readonly Linter.Config[] {
  const config: Linter.Config | readonly Linter.Config[] = plugin.configs[preset];
  return Array.isArray(config) ? config : [config];
}
