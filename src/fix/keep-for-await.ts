import type { StartedPromise } from '../analysis/promises/started-promises.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { draftOf } from './draft.js';

/** Attaches a handler to promises where they are started, which keeps their rejections for the awaits that come later. */
export function keepForAwait(project: Project, promises: readonly StartedPromise[]): readonly Fix[] {
  const [first] = promises;
  const draft = first && draftOf(project, first.file);
  if (!draft) return [];
  const { ts } = draft.source;
  for (const { file, start, name, list, always } of promises) {
    const range = project.evaluator.call({ file, call: start })?.range;
    const statement = range && draft.statementAt(range[0]);
    const isDeclared = statement && ts.isVariableStatement(statement) && statement.declarationList.declarations.every((d) => ts.isIdentifier(d.name) && d.name.text === name);
    if (!range || list || !always || !isDeclared) return [];
    draft.behind(range[0], `${name}.catch(() => {\n  // Heard where it is awaited.\n});`);
  }
  return draft.fix(`Keep ${promises.length > 1 ? 'their rejections' : 'its rejection'} for the await`);
}
