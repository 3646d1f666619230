import type { ItemId } from './checklist.js';
import type { Evidence, Level } from './evidence.js';
import type { Weakness } from './weakness.js';
import type { FileView, ProjectView } from '../analysis/project.js';

/** Bad code with what must be found, or good code in which nothing may be found. Every example is executed by the tests. */
export interface Example {
  readonly title: string;
  readonly code: string;
  /** Lines, from 1, on which the rule must report; empty for a good example. */
  readonly reports: readonly number[];
  /** Name of the file, where the language matters. Default `example.ts`. */
  readonly file?: string;
  /** Dependencies of the example's package.json, where a version matters. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Other files of the example's project, by path: manifests, scripts, or source beside a manifest. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A number that a configuration may set: `rules: { 'no-unbounded-body': ['warning', { maxBytes: 1_000_000 }] }`. */
export interface RuleOption {
  readonly default: number;
  readonly minimum: number;
  /** What it sets, with its unit. */
  readonly summary: string;
}

/** Options of a rule as they are in force: what is configured, else the defaults. */
export type RuleOptions = Readonly<Record<string, number>>;

export interface RuleMeta {
  readonly id: string;
  readonly area: 'reliability' | 'scalability' | 'observability' | 'security' | 'deployment';
  readonly item: ItemId;
  /** The failure mode of `docs/failure-modes.md` behind the rule. */
  readonly mode: string;
  /** One line, as in the README's table. */
  readonly summary: string;
  /** What happens in production when the rule is violated. */
  readonly why: string;
  /** What the rule looks at, and when it passes, fails and abstains. */
  readonly how: string;
  /** How its coverage reads: `practice: 37 of 42 sites`. */
  readonly coverage: { readonly practice: string; readonly sites: string };
  readonly level: Level;
  /** The entry of the Common Weakness Enumeration that names what it finds, where one does. */
  readonly weakness?: Weakness;
  /** It judges the whole project, of which one file says too little: in ESLint it finds nothing. */
  readonly scope?: 'project';
  /** Its evidence names values that no output may show (`hidden`): where several judge a part of the project each, all of them ask it of the whole. */
  readonly hides?: true;
  /** Words of which at least one stands in every text that can concern the rule. Files without them are not analysed. `catalog` adds the catalog's packages and globals. */
  readonly gate: readonly string[];
  readonly options?: Readonly<Record<string, RuleOption>>;
  readonly examples: readonly Example[];
  readonly blindSpots: readonly string[];
  /** What its fixes change, and for which findings; or why no change of the code can be offered. */
  readonly fix?: { readonly offers: string } | { readonly none: string };
}

/**
 * A rule is free of its host: it gets a view on one file, linked with the rest of the project as far as the host can see
 * it, and yields evidence. In ESLint the project is that one file.
 */
export interface Rule {
  readonly meta: RuleMeta;
  file?(view: FileView): Iterable<Evidence>;
  /** Judges the project as a whole, once, with its artifacts. A host that sees one file does not ask it. */
  project?(view: ProjectView): Iterable<Evidence>;
}

/** Declares a rule. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
