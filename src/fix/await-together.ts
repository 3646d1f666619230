import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { BindingFact, FileFacts, Range } from '../model/facts.js';
import { positionAt } from '../model/span.js';

/** A declaration `const name = await promise;`, alone on its line. */
interface Awaited {
  readonly name: BindingFact;
  readonly promise: string;
  readonly range: Range;
}

/**
 * Joins the declarations that await the given promises, `const a = await aPromise; const b = await bPromise;`, to one that awaits `Promise.all`. Empty where
 * they are not plain, or anything stands between them.
 */
export function awaitTogether(project: Project, { file }: CallRef, awaits: readonly Range[]): readonly Fix[] {
  const facts = project.evaluator.facts(file);
  const found = awaits.flatMap((range) => (facts ? (declarationOf(facts, range) ?? []) : []));
  const [first] = found;
  const last = found.at(-1);
  if (!facts || !first || !last || first === last || found.length < awaits.length || !found.every((a, i) => follows(facts, found[i - 1], a))) return [];
  const text = `[${found.map((a) => a.name.name).join(', ')}] = await Promise.all([${found.map((a) => a.promise).join(', ')}])`;
  return [{ title: 'Await them together', safety: 'suggestion', edits: [{ file, start: first.name.range[0], end: last.range[1], text }] }];
}

function declarationOf(facts: FileFacts, range: Range): Awaited | undefined {
  for (const name of facts.bindings) {
    const [value] = name.values;
    if (name.kind !== 'const' || name.values.length !== 1 || name.type || value?.is !== 'await' || value.of.is !== 'ref') continue;
    const promise = facts.bindings[value.of.to]?.name;
    // `const name = await promise`
    if (promise !== undefined && name.range[1] + ' = '.length === range[0] && range[1] - range[0] === `await ${promise}`.length) return { name, promise, range };
  }
  return undefined;
}

/** On the next line, at the same column, with nothing but a semicolon between. */
function follows(facts: FileFacts, before: Awaited | undefined, { name }: Awaited): boolean {
  if (!before) return true;
  const [upper, lower] = [positionAt(facts.lines, before.name.range[0]), positionAt(facts.lines, name.range[0])];
  const end = facts.lines[upper.line] ?? 0;
  return lower.line === upper.line + 1 && lower.column === upper.column && end - before.range[1] <= ';\r\n'.length;
}
