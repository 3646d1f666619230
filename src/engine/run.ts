import type { Project } from '../analysis/project.js';
import type { Evidence } from '../model/evidence.js';
import type { JudgedPart } from '../model/examination.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import type { Rule, RuleOptions } from '../model/rule.js';
import { LimitReached, unfinished, type ScanLimit } from '../model/scan-limit.js';
import { isClientSide } from './scope.js';

/** Options by rule id, as a configuration sets them. */
export type ConfiguredOptions = Readonly<Record<string, RuleOptions>>;

export interface RunOptions {
  /** Files of other projects and of browsers: what they do counts, and nothing is said of them. */
  readonly leftOut?: ReadonlySet<string>;
  readonly configured?: ConfiguredOptions;
  /** The files to judge, and whether the project as a whole is. Default: all of it. */
  readonly share?: { readonly files: ReadonlySet<string>; readonly whole: boolean };
  readonly limit?: ScanLimit | undefined;
}

export interface RunResult {
  readonly evidence: readonly Evidence[];
  readonly problems: readonly Problem[];
}

/**
 * Runs rules on the files of a project. A rule that crashes loses its evidence for that file and becomes a problem: the
 * scan is then incomplete, never silently clean. So does what a limit cuts off. Evidence for a place of another file is that file's.
 */
export function runRules(rules: readonly Rule[], project: Project, files: ReadonlyMap<string, FileFacts>, options: RunOptions = {}): RunResult {
  return joinParts(runInParts(rules, project, files, options));
}

/** The same, file by file, with all that the rules say: of several ways to one place each. Parts of which nothing is said are left out. */
export function runInParts(rules: readonly Rule[], project: Project, files: ReadonlyMap<string, FileFacts>, { leftOut = new Set(), configured = {}, share, limit }: RunOptions = {}): readonly JudgedPart<Evidence>[] {
  const options = new Map(rules.map((rule) => [rule, optionsOf(rule, configured)]));
  const isSaid = ({ span }: Evidence): boolean => !leftOut.has(span.file);
  const parts: JudgedPart<Evidence>[] = [];
  let judged = 0;
  try {
    for (const [at, [file, facts]] of [...files].entries()) {
      const mixed = !facts.syntaxError && isClientSide(file, facts, project.versionOf);
      const isLeftOut = share?.files.has(file) === false || leftOut.has(file) || facts.syntaxError !== undefined || (mixed && !servesRequests(project, file, facts));
      const { evidence, problems } = collected(isLeftOut ? [] : rules, limit, (rule) => rule.file?.({ file, facts, project, options: options.get(rule) ?? {} }), file);
      // Of a page with markup, what its loader reaches runs on the server; the rest is the browser's.
      parts.push({ at, evidence: evidence.filter((one) => isSaid(one) && (!mixed || one.reach === 'request')), problems });
      judged++;
    }
    const { artifacts } = project;
    if (artifacts && share?.whole !== false) {
      for (const [at, rule] of rules.entries()) {
        const { evidence, problems } = collected([rule], limit, () => rule.project?.({ project, artifacts, options: options.get(rule) ?? {} }));
        parts.push({ at: files.size + at, evidence: evidence.filter(isSaid), problems });
      }
    }
  } catch (error) {
    if (!limit || !(error instanceof LimitReached)) throw error;
    const how = judged < files.size ? `when ${String(judged)} of ${String(files.size)} files were judged` : 'before the whole was judged';
    parts.push({ at: files.size + rules.length, evidence: [], problems: [unfinished(limit, how)] });
  }
  return parts.filter(({ evidence, problems }) => evidence.length + problems.length > 0);
}

/**
 * What rules say, as far as they do not crash.
 * @throws {LimitReached}
 */
function collected(rules: readonly Rule[], limit: ScanLimit | undefined, ask: (rule: Rule) => Iterable<Evidence> | undefined, file?: string): RunResult {
  const evidence: Evidence[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (limit?.isOver()) throw new LimitReached();
    try {
      // Not by a spread, which is bounded by the stack.
      for (const one of [...(ask(rule) ?? [])]) evidence.push(one);
    } catch (error) {
      if (error instanceof LimitReached) throw error;
      problems.push(crash(rule, file, error));
    }
  }
  return { evidence, problems };
}

/** The parts as one, in the order of the scan, whoever judged which. One piece of evidence a rule, place and aspect: several ways to the same place say the same. The worst stays. */
export function joinParts<E extends Evidence>(parts: readonly JudgedPart<E>[]): { readonly evidence: readonly E[]; readonly problems: readonly Problem[] } {
  const inOrder = parts.toSorted((a, b) => a.at - b.at);
  return { evidence: unique(inOrder.flatMap(({ evidence }) => evidence)), problems: inOrder.flatMap(({ problems }) => problems) };
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

function unique<E extends Evidence>(evidence: readonly E[]): readonly E[] {
  const kept = new Map<string, E>();
  for (const item of evidence) {
    const key = `${item.rule}\0${item.span.file}\0${String(item.span.start)}\0${item.aspect ?? ''}`;
    const known = kept.get(key);
    if (!known || worst[item.outcome] < worst[known.outcome]) kept.set(key, item);
  }
  return [...kept.values()];
}
