import type { Project } from '../analysis/project.js';
import type { Evidence } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import type { Rule, RuleOptions } from '../model/rule.js';
import { isClientSide } from './scope.js';

/** Options by rule id, as a configuration sets them. */
export type ConfiguredOptions = Readonly<Record<string, RuleOptions>>;

export interface RunOptions {
  /** Files of other projects and of browsers: what they do counts, and nothing is said of them. */
  readonly leftOut?: ReadonlySet<string>;
  readonly configured?: ConfiguredOptions;
}

export interface RunResult {
  readonly evidence: readonly Evidence[];
  readonly problems: readonly Problem[];
}

/**
 * Runs rules on the files of a project. A rule that crashes loses its evidence for that file and becomes a problem: the
 * scan is then incomplete, never silently clean. Evidence for a place of another file is that file's.
 */
export function runRules(rules: readonly Rule[], project: Project, files: ReadonlyMap<string, FileFacts>, { leftOut = new Set(), configured = {} }: RunOptions = {}): RunResult {
  const evidence: Evidence[] = [];
  const problems: Problem[] = [];
  const options = new Map(rules.map((rule) => [rule, optionsOf(rule, configured)]));
  for (const [file, facts] of files) {
    const mixed = !facts.syntaxError && isClientSide(file, facts, project.versionOf);
    if (leftOut.has(file) || facts.syntaxError || (mixed && !servesRequests(project, file, facts))) continue;
    for (const rule of rules) {
      try {
        const found = [...(rule.file?.({ file, facts, project, options: options.get(rule) ?? {} }) ?? [])];
        // Of a page with markup, what its loader reaches runs on the server; the rest is the browser's.
        evidence.push(...(mixed ? found.filter((one) => one.reach === 'request') : found));
      } catch (error) {
        problems.push(crash(rule, file, error));
      }
    }
  }
  const { artifacts } = project;
  if (artifacts) {
    for (const rule of rules) {
      try {
        evidence.push(...(rule.project?.({ project, artifacts, options: options.get(rule) ?? {} }) ?? []));
      } catch (error) {
        problems.push(crash(rule, undefined, error));
      }
    }
  }
  return { evidence: unique(evidence.filter(({ span }) => !leftOut.has(span.file))), problems };
}

/** The options of a rule: what is configured, else the defaults. */
function optionsOf({ meta }: Rule, configured: ConfiguredOptions): RuleOptions {
  return { ...Object.fromEntries(Object.entries(meta.options ?? {}).map(([name, option]) => [name, option.default])), ...configured[meta.id] };
}

/** A page that renders on the server holds markup and is no browser's code for that. */
export function servesRequests(project: Project, file: string, facts: FileFacts): boolean {
  return !facts.directives.includes('use client') && project.handlers.some((handler) => handler.file === file && handler.exported === true);
}

function crash(rule: Rule, file: string | undefined, error: unknown): Problem {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'rule-crash', severity: 'error', rule: rule.meta.id, ...(file !== undefined && { file }), message: `${rule.meta.id} crashed on this ${file === undefined ? 'project' : 'file'} (${message})`, help: 'This is a fault of readiness, please report it; the other rules and files were judged.' };
}

const worst: Readonly<Record<Evidence['outcome'], number>> = { fail: 0, unknown: 1, pass: 2 };

/** One piece of evidence a rule, place and aspect: several ways to the same place say the same. The worst stays. */
function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  const kept = new Map<string, Evidence>();
  for (const item of evidence) {
    const key = `${item.rule}\0${item.span.file}\0${String(item.span.start)}\0${item.aspect ?? ''}`;
    const known = kept.get(key);
    if (!known || worst[item.outcome] < worst[known.outcome]) kept.set(key, item);
  }
  return [...kept.values()];
}
