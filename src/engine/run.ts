import type { Project } from '../analysis/project.js';
import type { Evidence } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import type { Rule, RuleOptions } from '../model/rule.js';
import { TimeIsOver, unfinished, type TimeLimit } from '../model/time-limit.js';
import { isClientSide } from './scope.js';

/** Options by rule id, as a configuration sets them. */
export type ConfiguredOptions = Readonly<Record<string, RuleOptions>>;

export interface RunOptions {
  /** Files of other projects and of browsers: what they do counts, and nothing is said of them. */
  readonly leftOut?: ReadonlySet<string>;
  readonly configured?: ConfiguredOptions;
  readonly limit?: TimeLimit | undefined;
}

export interface RunResult {
  readonly evidence: readonly Evidence[];
  readonly problems: readonly Problem[];
}

/**
 * Runs rules on the files of a project. A rule that crashes loses its evidence for that file and becomes a problem: the
 * scan is then incomplete, never silently clean. So does what the time was over for. Evidence for a place of another file is that file's.
 */
export function runRules(rules: readonly Rule[], project: Project, files: ReadonlyMap<string, FileFacts>, { leftOut = new Set(), configured = {}, limit }: RunOptions = {}): RunResult {
  const evidence: Evidence[] = [];
  const problems: Problem[] = [];
  const options = new Map(rules.map((rule) => [rule, optionsOf(rule, configured)]));
  const judge = (rule: Rule, file: string | undefined, find: (options: RuleOptions) => Iterable<Evidence>): void => {
    if (limit?.isOver()) throw new TimeIsOver();
    try {
      // Not by a spread, which is bounded by the stack.
      for (const one of [...find(options.get(rule) ?? {})]) evidence.push(one);
    } catch (error) {
      if (error instanceof TimeIsOver) throw error;
      problems.push(crash(rule, file, error));
    }
  };
  let judged = 0;
  try {
    for (const [file, facts] of files) {
      const mixed = !facts.syntaxError && isClientSide(file, facts, project.versionOf);
      judged++;
      if (leftOut.has(file) || facts.syntaxError || (mixed && !servesRequests(project, file, facts))) continue;
      for (const rule of rules) {
        judge(rule, file, (own) => {
          const found = rule.file?.({ file, facts, project, options: own }) ?? [];
          // Of a page with markup, what its loader reaches runs on the server; the rest is the browser's.
          return mixed ? [...found].filter((one) => one.reach === 'request') : found;
        });
      }
    }
    const { artifacts } = project;
    if (artifacts) for (const rule of rules) judge(rule, undefined, (own) => rule.project?.({ project, artifacts, options: own }) ?? []);
  } catch (error) {
    if (!limit || !(error instanceof TimeIsOver)) throw error;
    problems.push(unfinished(limit, judged < files.size ? `when ${String(Math.max(judged - 1, 0))} of ${String(files.size)} files were judged` : 'before the whole was judged'));
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
