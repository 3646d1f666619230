import type { ts as Ts } from '../ts.js';
import type { TextAnswer } from '../analysis/security/web/html-answers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { draftOf } from './draft.js';
import { brought } from './packages.js';

/**
 * Escapes a part of the request that an answer puts into its page.
 * @param name the part as messages name it: `query.name`
 */
export function escapeMarkup(project: Project, { file, range }: TextAnswer, name: string): readonly Fix[] {
  const draft = draftOf(project, file);
  if (!draft) return [];
  const { ts, tree } = draft.source;
  const found: Ts.Node[] = [];
  const call = draft.statementAt(range[0]);
  const last = name.split('.').at(-1) ?? name;
  const isIt = (written: string): boolean => written === last || written === name || written.endsWith(`.${name}`);
  const visit = (node: Ts.Node): void => {
    if ((ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) && isIt(node.getText(tree)) && (ts.isTemplateSpan(node.parent) || ts.isBinaryExpression(node.parent) || ts.isCallExpression(node.parent))) found.push(node);
    else ts.forEachChild(node, visit);
  };
  // In a script it would have to be escaped in another way.
  if (call && !/<script/i.test(call.getText(tree))) visit(call);
  const [only, ...others] = found;
  const escape = only && others.length === 0 ? brought(project, draft, 'escape') : undefined;
  if (!only || !escape) return [];
  // The type of a query's part is more than a text; the page gets what a text of it is.
  const written = draft.text([only.getStart(tree), only.end]);
  const isText = ts.isCallExpression(only.parent) && only.parent.expression.getText(tree) === 'String';
  const place = isText ? only.parent : only;
  draft.replace([place.getStart(tree), place.end], `${escape.local}(String(${written}))`);
  return draft.fix(`Escape ${name}`, { installs: escape.installs });
}
