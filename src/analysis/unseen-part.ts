import type { FileFacts, Value } from '../model/facts.js';
import type { Project } from './project.js';

const deepest = 8;
/** Files that hold data, not code. */
const data = /\.(?:json|css|scss|svg|png|html|txt|graphql|gql|sql|ya?ml|proto)$/;

/**
 * The module that an expression comes from, where that is code of the project itself which is not among the scanned files: a package of the same repository, or a file
 * beside those that were given. Nothing where only one file is looked at, and what stands in the others is not known either way.
 */
export function unseenPart(project: Project, file: string, value: Value): string | undefined {
  const facts = project.evaluator.facts(file);
  return facts && !project.partial ? search(project, file, facts, value, 0) : undefined;
}

const excerpts = new WeakMap<Project, boolean>();

/** Whether most of what the files import of their own project is not there: what no file does, one that is not seen may do. */
export function isExcerpt(project: Project): boolean {
  let found = excerpts.get(project);
  if (found === undefined) excerpts.set(project, (found = !project.partial && misses(project)));
  return found;
}

function misses({ evaluator }: Project): boolean {
  const { files, resolver } = evaluator.sources;
  const own = [...files].flatMap(([file, { imports }]) => imports.filter((specifier) => !data.test(specifier)).map((specifier) => resolver.resolve(file, specifier).kind)).filter((kind) => kind === 'file' || kind === 'missing');
  return own.filter((kind) => kind === 'missing').length * 2 > own.length;
}

function search(project: Project, file: string, facts: FileFacts, value: Value, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  const inner = (v: Value): string | undefined => search(project, file, facts, v, depth + 1);
  switch (value.is) {
    case 'import': return isUnseen(project, file, value.from) ? value.from : undefined;
    case 'await': case 'element': return inner(value.of);
    case 'fallback': return inner(value.first);
    case 'either': return first(value.of, inner);
    case 'call': return inner(facts.calls[value.call]?.callee ?? { is: 'unknown' });
    case 'ref': {
      const { values = [], type } = facts.bindings[value.to] ?? {};
      return first(values, inner) ?? (type && inner(type));
    }
    case 'param': {
      const type = facts.functions[value.fn]?.params[value.at]?.type;
      return type && inner(type);
    }
    case 'member': return value.of.is === 'this' ? ofMember(facts, value.of.cls, value.name, inner) : inner(value.of);
    default: return undefined;
  }
}

/** `this.db`: what the class puts there, its type, or what the class that it extends has. */
function ofMember(facts: FileFacts, cls: number, name: string, inner: (v: Value) => string | undefined): string | undefined {
  const fact = facts.classes[cls];
  const members = fact?.members.filter((m) => m.name === name) ?? [];
  if (members.some((m) => m.fn !== undefined)) return undefined;
  if (members.length === 0) return fact?.extends && inner(fact.extends);
  return first(members.flatMap((m) => m.values), inner) ?? first(members.flatMap((m) => (m.type ? [m.type] : [])), inner);
}

function isUnseen({ evaluator }: Project, file: string, specifier: string): boolean {
  const { resolver } = evaluator.sources;
  const { kind } = resolver.resolve(file, specifier);
  return !data.test(specifier) && (kind === 'missing' || (kind === 'package' && resolver.isUnseenOwn(file, specifier)));
}

function first(values: readonly Value[], ask: (v: Value) => string | undefined): string | undefined {
  for (const value of values) {
    const found = ask(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
