import { posix } from 'node:path';
import type { Project } from '../analysis/project.js';
import type { Value } from '../model/facts.js';

/** Something that a module of the project exports, and others import. */
export interface SharedName {
  readonly file: string;
  readonly name: string;
  /** What those who import it call it. */
  readonly as: string;
  /** As one of those who import it writes it. */
  readonly specifier: string;
  readonly count: number;
}

/** `require` gives the module, which stands for its default export here: that is what its users call by its name. */
export function importOf(value: Value | undefined): { readonly from: string; readonly name: string } | undefined {
  if (value?.is === 'import') return { from: value.from, name: value.name === '=' ? 'default' : value.name };
  return value?.is === 'member' && value.of.is === 'import' && value.of.name === '=' ? { from: value.of.from, name: value.name } : undefined;
}

/** Whether one file imports the other: what that imports of it would be a circle. */
export function importsFile(project: Project, one: string, other: string): boolean {
  return project.evaluator.facts(one)?.imports.some((specifier) => {
    const target = project.evaluator.sources.resolver.resolve(one, specifier);
    return target.kind === 'file' && target.file === other;
  }) === true;
}

/** An alias is written as others write it; a relative path from here, with the ending that others write. */
export function specifierFrom(file: string, { file: target, specifier }: Pick<SharedName, 'file' | 'specifier'>): string {
  if (!specifier.startsWith('.')) return specifier;
  const ending = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? '';
  const bare = target.replace(/\.[cm]?[jt]sx?$/, '');
  const path = posix.relative(posix.dirname(file), ending === '' && /(?:^|\/)index$/.test(bare) && !/index$/.test(specifier) ? posix.dirname(bare) : bare);
  return `${path.startsWith('.') ? path : `./${path}`}${ending}`;
}
