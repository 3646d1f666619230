import type { CatalogEntry } from '../catalog/types.js';
import type { modelVersion, Tier } from '../model/checklist.js';
import type { DeclaredControls, GateSettings } from '../model/settings.js';

export type RuleLevel = 'off' | 'error' | 'warning' | 'info';

/** A level, or a level with the options of the rule: `['warning', { maxBytes: 1_000_000 }]`. */
export type RuleSetting = RuleLevel | readonly [RuleLevel, Readonly<Record<string, number>>];

/** What a readiness.config file holds, or the key `readiness` of a package.json. */
export interface UserConfig {
  /** Where an editor finds the schema of a JSON file. */
  readonly $schema?: string;
  /** Configurations that this one builds on: paths that begin with `.`, or packages. What is said here wins; of several the last one. */
  readonly extends?: string | readonly string[];
  /** Default: `recommended`. */
  readonly preset?: 'recommended' | 'strict';
  /** Patterns as in a .gitignore file, relative to the configuration's folder: nothing else is scanned. */
  readonly include?: readonly string[];
  /** Patterns of what is not scanned. */
  readonly exclude?: readonly string[];
  /** Level, and options, by rule id; `off` switches the rule off. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Libraries that the built-in catalog does not know, or knows differently. */
  readonly catalog?: readonly CatalogEntry[];
  /** The longest deadline, in milliseconds, that counts as one. */
  readonly maxTimeoutMs?: number;
  /** What the service is made for. */
  readonly tier?: Tier;
  /** What fails a pipeline. */
  readonly gate?: GateSettings;
  /** Version of the checklist's weights and formulas that scores are kept to. */
  readonly model?: typeof modelVersion;
  /** Who is told of findings: owner by pattern, the last one that fits wins. Default: what CODEOWNERS says. */
  readonly owners?: Readonly<Record<string, string>>;
  /** What the platform does in front of or around the service, where no code shows it. */
  readonly controls?: DeclaredControls;
}

/** Gives a configuration its type. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}
