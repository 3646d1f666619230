import type { Project } from '../analysis/project.js';
import type { BindingFact, FileFacts } from '../model/facts.js';
import type { Draft } from './draft.js';
import type { WantedImport } from './imports.js';
import { importsFile, importOf, specifierFrom, type SharedName } from './shared-name.js';
import { errorParameter } from './typed-file.js';

const loggerName = /^_?(?:logger|log)$/i;

/**
 * An expression for the logger that code of a function would use: a field of its class, the file's own, else the one that most files of the project
 * import, which is imported then; that of Nest in its projects, `console` where there is none.
 */
export function loggerIn(project: Project, draft: Draft, fn: number): string {
  const facts = project.evaluator.facts(draft.file);
  const own = facts && (nameAround(facts, fn) ?? fieldOf(facts, fn) ?? nameAround(facts, -1));
  if (own !== undefined) return own;
  const shared = sharedLogger(project, draft.file);
  if (shared) return draft.import(shared);
  // Its methods stand on the class as well: @nestjs/common@11.1.0 services/logger.service.d.ts.
  return project.versionOf(draft.file, '@nestjs/common') === undefined ? 'console' : draft.import({ from: '@nestjs/common', name: 'Logger' });
}

/** A callback that logs the error that it gets. In TypeScript it is `unknown`, which fits whatever the caller declares. */
export function loggingCallback(project: Project, draft: Draft, fn: number): string {
  return `${errorParameter(draft.file)} => { ${loggerIn(project, draft, fn)}.error(error); }`;
}

/** A parameter or variable of a function around, or what the module calls so, where `fn` is -1. */
function nameAround(facts: FileFacts, fn: number): string | undefined {
  for (let around = fn; ; around = facts.functions[around]?.parent ?? -1) {
    const name = facts.bindings.find((b) => b.fn === around && b.kind !== 'function' && b.kind !== 'class' && loggerName.test(b.name) && (b.kind !== 'import' || isLoggedTo(facts, b)))?.name;
    if (name !== undefined || around === -1) return fn !== -1 && around === -1 ? undefined : name;
  }
}

/** What is imported may be a type. */
function isLoggedTo({ bindings, calls }: FileFacts, binding: BindingFact): boolean {
  return calls.some(({ callee }) => callee.is === 'member' && /^(?:error|warn|info|log|debug|trace|fatal)$/.test(callee.name) && callee.of.is === 'ref' && bindings[callee.of.to] === binding);
}

function fieldOf(facts: FileFacts, fn: number): string | undefined {
  const cls = fn === -1 ? undefined : facts.functions[fn]?.cls;
  const member = cls === undefined ? undefined : facts.classes[cls]?.members.find((m) => !m.static && m.kind === 'field' && loggerName.test(m.name));
  return member && `this.${member.name}`;
}

const known = new WeakMap<Project, readonly SharedName[]>();

/** The logger of the project's own that most files import; none where the file is, or may be imported by, its module. */
function sharedLogger(project: Project, file: string): WantedImport | undefined {
  const loggers = known.get(project) ?? importedLoggers(project);
  known.set(project, loggers);
  const [best] = loggers;
  if (!best || best.file === file || importsFile(project, best.file, file)) return undefined;
  return { from: specifierFrom(file, best), name: best.name, as: best.as };
}

function importedLoggers(project: Project): readonly SharedName[] {
  const found = new Map<string, SharedName>();
  for (const [file, facts] of project.evaluator.sources.files) {
    for (const binding of facts.bindings) {
      const { name: as, fn, values: [value] } = binding;
      const origin = fn === -1 && loggerName.test(as) ? importOf(value) : undefined;
      if (origin && !isLoggedTo(facts, binding)) continue;
      const target = origin && project.evaluator.sources.resolver.resolve(file, origin.from);
      if (!origin || target?.kind !== 'file') continue;
      const key = `${target.file}#${origin.name}`;
      found.set(key, { file: target.file, name: origin.name, as, specifier: origin.from, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.file < b.file ? -1 : 1));
}
