import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import { forwardingOf } from '../analysis/rejections/forwarding.js';
import { functionsAt } from '../analysis/rejections/call-fate.js';
import type { Value } from '../model/facts.js';
import type { WantedImport } from './imports.js';
import { chosen } from './packages.js';
import { importOf, importsFile, specifierFrom } from './shared-name.js';

/** What is put around an async handler so that its rejection goes to `next`. */
export interface HandlerWrapper {
  /** The name in the file itself, or what has to be imported. */
  readonly is: string | WantedImport;
  readonly installs: readonly string[];
}

/** One that handlers of the project are wrapped in. */
interface Used {
  /** Where it is written; absent for one of a package. */
  readonly file?: string;
  /** The file that uses it, and what it is called there. */
  readonly user: string;
  readonly as: string;
  /** Absent where it is written in the file that uses it. */
  readonly origin?: { readonly from: string; readonly name: string };
  count: number;
}

const known = new WeakMap<Project, readonly Used[]>();

/** The wrapper that a file would use: the project's own, else one of a package that is installed, else of one that is to be. */
export function wrapperFor(project: Project, file: string): HandlerWrapper {
  const used = known.get(project) ?? usedWrappers(project);
  known.set(project, used);
  for (const one of used) {
    const is = nameIn(project, file, one);
    if (is !== undefined) return { is, installs: [] };
  }
  const { import: wanted, installs } = chosen(project, file, 'async-handler');
  return { is: wanted, installs };
}

function nameIn(project: Project, file: string, { file: home, user, as, origin }: Used): string | WantedImport | undefined {
  if (!origin) return user === file ? as : undefined;
  if (home === undefined) return project.versionOf(file, origin.from) === undefined ? undefined : { from: origin.from, name: origin.name, as };
  if (user === file) return as;
  if (home === file || importsFile(project, home, file)) return undefined;
  return { from: specifierFrom(file, { file: home, specifier: origin.from }), name: origin.name, as };
}

/** The wrappers that hear the rejection of a handler which they are given, the most used first. */
function usedWrappers(project: Project): readonly Used[] {
  const found = new Map<string, Used>();
  for (const handler of project.handlers) {
    if (handler.model.answers?.next === undefined || handler.through.length === 0) continue;
    const { fate, by } = forwardingOf(project, handler);
    const used = fate.is === 'heard' && by ? wrapperOf(project, by) : undefined;
    if (!used) continue;
    const key = `${used.file ?? ''}#${used.origin ? `${used.origin.name}#${used.file === undefined ? used.origin.from : ''}` : used.as}`;
    const same = found.get(key);
    if (same) same.count += 1;
    else found.set(key, used);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** `safe(handler)`, by a name of the module that takes nothing else. */
function wrapperOf(project: Project, by: CallRef): Used | undefined {
  const facts = project.evaluator.facts(by.file);
  const fact = facts?.calls[by.call];
  if (!facts || fact?.args.length !== 1) return undefined;
  const { callee } = fact;
  const binding = callee.is === 'ref' ? facts.bindings[callee.to] : undefined;
  const value: Value | undefined = binding ? binding.values[0] : callee;
  const origin = importOf(value);
  const as = binding?.name ?? origin?.name;
  if (as === undefined || (binding && binding.fn !== -1)) return undefined;
  if (!origin) return { file: by.file, user: by.file, as, count: 1 };
  const target = project.evaluator.sources.resolver.resolve(by.file, origin.from);
  if (target.kind !== 'file') return { user: by.file, as, origin, count: 1 };
  const takesOne = functionsAt(project, by.file, callee).every(({ file, fn }) => project.evaluator.facts(file)?.functions[fn]?.params.length === 1);
  return takesOne ? { file: target.file, user: by.file, as, origin, count: 1 } : undefined;
}
