import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setProperty } from './add-property.js';
import { draftOf, type Draft } from './draft.js';

/** How a library writes parameters in SQL. */
const marks: Readonly<Record<string, ((n: number) => string) | undefined>> = { pg: (n) => `$${String(n)}`, mysql2: () => '?', mysql: () => '?', knex: () => '?' };

/** What may stand in front of a value: names of tables and columns, and directions, cannot be parameters. */
const beforeValue = /(?:[=<>]|\b(?:like|ilike|in|and|or|between|limit|offset|values|is|not)|[(,])\s*$/i;

/** Hands the values that are put into the text of a query over as parameters. Empty where one of them is no value, or the call has parameters already. */
export function giveParameters(project: Project, library: string, ref: CallRef): readonly Fix[] {
  const mark = marks[library];
  const draft = mark && draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  const [first, second] = call?.arguments ?? [];
  if (!draft || !first) return [];
  const { ts, tree } = draft.source;
  const options = ts.isObjectLiteralExpression(first) ? first : undefined;
  const sql = options ? options.properties.find((p): p is Ts.PropertyAssignment => ts.isPropertyAssignment(p) && /^(?:sql|text)$/.test(p.name.getText(tree)))?.initializer : first;
  const isGiven = options ? options.properties.some((p) => p.name?.getText(tree) === 'values') : second !== undefined && !isCallback(draft, second);
  const made = sql && !isGiven ? parameterized(draft, sql, mark) : undefined;
  if (!sql || !made) return [];
  const values = `[${made.values.join(', ')}]`;
  draft.replace([sql.getStart(tree), sql.end], options ? made.text : `${made.text}, ${values}`);
  if (options) setProperty(draft, options, 'values', values);
  return draft.fix('Hand its values over as parameters');
}

function isCallback({ source: { ts } }: Draft, node: Ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** The text with marks, and what stands for them. */
function parameterized(draft: Draft, sql: Ts.Expression, mark: (n: number) => string): { readonly text: string; readonly values: readonly string[] } | undefined {
  const parts = partsOf(draft, sql);
  if (!parts || parts.values.length === 0) return undefined;
  const texts = [...parts.texts];
  const values = parts.values.map((value, at) => {
    const quoted = /(['"])(%?)$/.exec(texts[at] ?? '');
    const closing = /^(%?)(['"])/.exec(texts[at + 1] ?? '');
    if (!quoted || !closing || quoted[1] !== closing[2]) return value;
    texts[at] = (texts[at] ?? '').slice(0, -quoted[0].length);
    texts[at + 1] = (texts[at + 1] ?? '').slice(closing[0].length);
    return quoted[2] === '' && closing[1] === '' ? value : `\`${quoted[2] ?? ''}\${${value}}${closing[1] ?? ''}\``;
  });
  if (values.some((value, at) => !beforeValue.test(texts[at] ?? '') || value === '' || /^['"%\w]/.test(texts[at + 1] ?? ''))) return undefined;
  const text = texts.map((one, at) => (at < values.length ? `${one}${mark(at + 1)}` : one)).join('');
  if (/[`\\]|\$\{/.test(text)) return undefined;
  if (text.includes('\n') || (text.includes("'") && text.includes('"'))) return { text: `\`${text}\``, values };
  return { text: text.includes("'") ? `"${text}"` : `'${text}'`, values };
}

interface Parts {
  /** One more than values. */
  readonly texts: readonly string[];
  readonly values: readonly string[];
}

function partsOf({ source: { ts, tree } }: Draft, sql: Ts.Expression): Parts | undefined {
  if (ts.isTemplateExpression(sql)) return { texts: [sql.head.text, ...sql.templateSpans.map((s) => s.literal.text)], values: sql.templateSpans.map((s) => s.expression.getText(tree)) };
  if (!ts.isBinaryExpression(sql)) return undefined;
  const texts: string[] = [''];
  const values: string[] = [];
  const visit = (node: Ts.Expression): boolean => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return visit(node.left) && visit(node.right);
    if (ts.isStringLiteralLike(node)) texts.push((texts.pop() ?? '') + node.text);
    else {
      values.push(node.getText(tree));
      texts.push('');
    }
    return true;
  };
  return visit(sql) ? { texts, values } : undefined;
}
