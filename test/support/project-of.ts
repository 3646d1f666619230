import { flatten, pathText, type Abstract, type CallRef } from '../../src/analysis/abstract.js';
import type { DeadlineJudgement } from '../../src/analysis/deadline/judge.js';
import { extractFacts } from '../../src/analysis/facts/extract.js';
import { createResolver } from '../../src/analysis/modules.js';
import { parseOnDemand } from '../../src/analysis/parse-on-demand.js';
import { calleeName } from '../../src/analysis/names.js';
import type { TypeOracle } from '../../src/analysis/oracle/type-oracle.js';
import { Project } from '../../src/analysis/project.js';
import type { Manifest } from '../../src/artifacts/package-json.js';
import type { TsconfigPaths } from '../../src/artifacts/tsconfig.js';
import { catalogOf } from '../../src/catalog/catalog-of.js';
import type { FileFacts } from '../../src/model/facts.js';
import { lineStarts, positionAt } from '../../src/model/span.js';

export interface ProjectOptions {
  readonly manifests?: readonly Partial<Manifest>[];
  readonly tsconfigs?: readonly TsconfigPaths[];
  /** Installed versions by package, `globalThis` for Node's own; a package that is not listed is taken for the newest. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Paths of files that are scripts. */
  readonly scripts?: readonly string[];
  readonly oracle?: TypeOracle;
  /** As in ESLint: other files are not at hand. */
  readonly partial?: boolean;
}

export interface TestProject {
  readonly project: Project;
  /** In the order in which the texts were given. */
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Links texts by path into a project, as the scanner does with all of a project's files. */
export function projectOf(texts: Readonly<Record<string, string>>, options: ProjectOptions = {}): TestProject {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, extractFacts(path, text)]));
  const { manifests = [], tsconfigs = [], versions = {}, scripts = [], oracle, partial = false } = options;
  const empty: Manifest = { dir: '', type: 'commonjs', dependencies: {}, workspaces: [], catalogs: {} };
  const project = new Project({
    files,
    partial,
    sources: parseOnDemand((file) => texts[file]),
    catalog: catalogOf(),
    isScript: (file) => scripts.includes(file),
    versionOf: (_file, name) => versions[name],
    resolver: createResolver({ files: new Set(files.keys()), manifests: manifests.map((manifest) => ({ ...empty, ...manifest })), tsconfigs }),
    ...(oracle && { oracle }),
  });
  return { project, files, texts };
}

/** A project of one file, `main.ts`. */
export function projectOfCode(code: string, options: ProjectOptions = {}): TestProject {
  return projectOf({ 'main.ts': code }, options);
}

/** All calls of the global function `name`, by file and place: tests mark with them what they ask about. */
export function callsOf({ files }: TestProject, name: string): readonly CallRef[] {
  return [...files].flatMap(([file, facts]) =>
    facts.calls.flatMap(({ callee }, call) => (callee.is === 'global' && callee.name === name ? [{ file, call }] : [])),
  );
}

/**
 * What the expressions in `probe(…)` refer to, one answer a probe: the alternatives in words, sorted, each once. A second argument
 * follows a path: `probe(options, 'timeout.request')`.
 */
export function probed(test: TestProject): readonly (readonly string[])[] {
  const { evaluator } = test.project;
  return callsOf(test, 'probe').map((ref) => {
    const [path] = evaluator.argument(ref, 1, undefined);
    const names = path?.is === 'literal' && typeof path.value === 'string' ? path.value.split('.') : [];
    const values = names.reduce<readonly Abstract[]>(
      (current, name) => current.flatMap((value) => evaluator.member(value, name)),
      evaluator.argument(ref, 0, undefined),
    );
    return [...new Set(values.map((value) => shown(test, value)))].sort();
  });
}

/** The answer to the only probe of a project. */
export function probe(texts: string | Readonly<Record<string, string>>, options?: ProjectOptions): readonly string[] {
  const [answer, ...others] = probed(typeof texts === 'string' ? projectOfCode(texts, options) : projectOf(texts, options));
  if (!answer || others.length > 0) throw new Error(`expected one probe, found ${String(others.length + (answer ? 1 : 0))}`);
  return answer;
}

/** A value in words: `pg: new Pool().query`, `5000`, `function load of http.ts`, `unknown`. */
export function shown(test: TestProject, value: Abstract): string {
  const { files } = test;
  switch (value.is) {
    case 'literal':
      return typeof value.value === 'string' ? `"${value.value}"` : String(value.value);
    case 'number':
      return 'a number';
    case 'text':
      return `"${value.parts[0] ?? ''}…"`;
    case 'library':
      return `${value.package}: ${pathText(value.path)}`.trimEnd();
    case 'function':
      return `function ${files.get(value.file)?.functions[value.fn]?.name ?? '?'} of ${value.file}`;
    case 'class':
      return `class ${files.get(value.file)?.classes[value.cls]?.name ?? '?'} of ${value.file}`;
    case 'instance':
      return `a ${files.get(value.file)?.classes[value.cls]?.name ?? '?'} of ${value.file}`;
    case 'namespace':
      return `exports of ${value.file}`;
    case 'param':
      return ['parameter', String(value.at), ...value.path].join('.');
    case 'or':
      return `${shown(test, value.first)} else ${value.then.map((other) => shown(test, other)).join(' | ')}`;
    case 'object':
    case 'array':
    case 'absent':
    case 'unknown':
      return value.is;
  }
}

/** The verdict on every outbound call, by file and line: `main.ts:3 fetch: bounded by signal of 5000`. */
export function deadlinesOf(test: TestProject): readonly string[] {
  return test.project.deadlines
    .map((judgement) => ({ judgement, ...placeOf(test, judgement.at) }))
    .sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1))
    .map(({ judgement, file, line }) => `${file}:${String(line)} ${nameAt(test, judgement.at)}: ${verdictOf(judgement)}`);
}

/** The verdict on the only outbound call of a project. */
export function deadline(texts: string | Readonly<Record<string, string>>, options?: ProjectOptions): string {
  const { project } = typeof texts === 'string' ? projectOfCode(texts, options) : projectOf(texts, options);
  const [judgement, ...others] = project.deadlines;
  if (!judgement || others.length > 0) throw new Error(`expected one outbound call, found ${String(project.deadlines.length)}`);
  return verdictOf(judgement);
}

function verdictOf({ verdict, knobs }: DeadlineJudgement): string {
  const time = 'ms' in verdict && verdict.ms !== undefined ? ` of ${String(verdict.ms)}` : '';
  switch (verdict.is) {
    case 'bounded':
      return `bounded by ${verdict.by}${time}`;
    case 'wrapped':
      return `wrapped by ${verdict.wrapping.by}${verdict.wrapping.ms === undefined ? '' : ` of ${String(verdict.wrapping.ms)}`}`;
    case 'none': {
      const useless = knobs.find((knob) => knob.state === 'ineffective');
      return useless?.state === 'ineffective' ? `none (${useless.why})` : 'none';
    }
    case 'unknown':
      return verdict.is;
  }
}

/** The callee of a call as it is written. */
export function nameAt({ files }: TestProject, ref: CallRef): string {
  const facts = files.get(ref.file);
  return facts ? calleeName(facts, ref.call) : '';
}

/** Line, from 1, and offset of a call. */
export function placeOf({ files, texts }: TestProject, ref: CallRef): { readonly file: string; readonly line: number; readonly start: number } {
  const start = files.get(ref.file)?.calls[ref.call]?.range[0] ?? 0;
  return { file: ref.file, line: positionAt(lineStarts(texts[ref.file] ?? ''), start).line, start };
}

/** The names of the functions that a value may be, without regard to fallbacks. */
export function functionNames(test: TestProject, values: readonly Abstract[]): readonly string[] {
  return flatten(values).flatMap((value) => (value.is === 'function' ? [test.files.get(value.file)?.functions[value.fn]?.name ?? ''] : []));
}
