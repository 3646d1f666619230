import type { ts as Ts } from '../ts.js';
import type { Project } from '../analysis/project.js';
import { chainOf } from '../analysis/reads/chained-calls.js';
import type { RowsRead } from '../analysis/reads/rows-read.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { inPattern } from './in-pattern.js';
import { isTyped } from './typed-file.js';

/** As many rows as a list that is answered as a whole may have. */
const mostRows = 1000;
/** As many rows as a page may have that the client chooses. */
const largestPage = 100;

/** Limits a read whose rows are answered as they come. Empty where they are worked on: half of them would be another result. */
export function limitRows(project: Project, { ref, model }: RowsRead): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || !isOnlyAnswered(draft, call)) return [];
  const most = String(mostRows);
  const isSet = model.is === 'text' ? limitSql(draft, call) : model.chained ? limitChain(project, draft, ref, model.chained, most) : limitByOption(draft, call, model.limits ?? [], most);
  return isSet ? draft.fix(`Read ${most} rows at most`) : [];
}

/** Cuts a page size that the request chooses: where it gets its name, so that what is told of the page agrees, else where it is used. */
export function limitPage(project: Project, { ref, model, limit }: RowsRead): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || limit.is !== 'set' || limit.file !== ref.file) return [];
  const { ts, tree } = draft.source;
  const value = model.chained?.limits.includes(limit.by) === true ? chainedArgument(project, draft, ref, limit.by) : optionValue(ts, call, limit.by);
  const named = value && ts.isIdentifier(value) ? constantOf(draft, value) : undefined;
  const whole = named ?? value;
  if (!whole) return [];
  const isUnsure = ts.isIdentifier(whole);
  const cut = `Math.min(${draft.text([whole.getStart(tree), whole.end])}${isUnsure && mayBeMissing(draft, whole) ? ` ?? ${String(largestPage)}` : ''}, ${String(largestPage)})`;
  const isShort = !named && value !== undefined && ts.isShorthandPropertyAssignment(value.parent);
  draft.replace([whole.getStart(tree), whole.end], isShort ? `${limit.by}: ${cut}` : cut);
  return draft.fix(`Cut it to ${String(largestPage)} rows`);
}

function limitByOption(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, limits: readonly string[], most: string): boolean {
  const place = limits.map((at) => /^arg(\d)\.(\w+)$/.exec(at)).find((found) => found !== null);
  return place?.[1] !== undefined && place[2] !== undefined && setArgument(draft, call, Number(place[1]), { [place[2]]: most });
}

/** Behind the last call of the chain, or before the one that sends it. */
function limitChain(project: Project, draft: Draft, ref: RowsRead['ref'], { limits, sentBy }: NonNullable<RowsRead['model']['chained']>, most: string): boolean {
  const facts = project.evaluator.facts(ref.file);
  const [method] = limits;
  if (!facts || method === undefined) return false;
  const { calls, open } = chainOf(facts, ref.call);
  // In a statement of its own the chain goes on elsewhere.
  if (open) return false;
  const before = calls.findLast(({ name }) => !(sentBy?.includes(name) === true && sending.test(name)) && !ending.test(name))?.call ?? ref.call;
  const end = facts.calls[before]?.range[1];
  if (end === undefined) return false;
  draft.insert(end, `.${method}(${most})`);
  return true;
}

/** A text that is a query and nothing else: no lock, no semicolon, no part that is not seen. */
function limitSql(draft: Draft, call: Ts.CallExpression | Ts.NewExpression): boolean {
  const { ts, tree } = draft.source;
  const [first] = call.arguments ?? [];
  const sql = first && ts.isObjectLiteralExpression(first) ? first.properties.find((p): p is Ts.PropertyAssignment => ts.isPropertyAssignment(p) && /^(?:sql|text)$/.test(p.name.getText(tree)))?.initializer : first;
  if (!sql || !ts.isStringLiteralLike(sql) || /;|\bfor\s+(?:update|share)\b|--/i.test(sql.text) || /\s$/.test(sql.text)) return false;
  draft.insert(sql.end - 1, sql.text === sql.text.toLowerCase() ? ` limit ${String(mostRows)}` : ` LIMIT ${String(mostRows)}`);
  return true;
}

/** What comes behind a query, and is none of it. */
const ending = /^(?:toArray|map|then|catch|finally|exec|lean)$/;
const sending = /^(?:execute|all|values|getMany)/;
const answering = /^(?:json|send|jsonp|ok|end|render|reply|status|body)$/;
/** What looks at all of the rows, to come to something of them. */
const working = /^(?:reduce|forEach|filter|find|findIndex|some|every|sort|includes|at|length|push|flatMap|entries)$/;

/** Whether the rows go to the client, each as it is or as something made of it. */
function isOnlyAnswered(draft: Draft, call: Ts.Node): boolean {
  const { ts } = draft.source;
  let isHere = false;
  for (let node: Ts.Node = call; ; node = node.parent) {
    const { parent } = node;
    isHere ||= ts.isAwaitExpression(parent);
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
      if (isHere && working.test(parent.name.text)) return false;
    } else if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return true;
    else if (ts.isCallExpression(parent) && parent.expression !== node) return ts.isPropertyAccessExpression(parent.expression) && answering.test(parent.expression.name.text);
    else if (ts.isVariableDeclaration(parent)) return namesIn(draft, parent.name).every((name) => isOnlyAnsweredAs(draft, name));
    else if (!ts.isAwaitExpression(parent) && !ts.isParenthesizedExpression(parent) && !ts.isCallExpression(parent) && !ts.isPropertyAssignment(parent) && !ts.isObjectLiteralExpression(parent)) return false;
  }
}

function namesIn({ source: { ts } }: Draft, name: Ts.BindingName): readonly Ts.Identifier[] {
  return ts.isIdentifier(name) ? [name] : name.elements.flatMap((e) => (ts.isBindingElement(e) && ts.isIdentifier(e.name) ? [e.name] : []));
}

function isOnlyAnsweredAs(draft: Draft, name: Ts.Identifier): boolean {
  const { ts } = draft.source;
  return usesOf(draft, name).every((use) => {
    const { parent } = use;
    if (ts.isForOfStatement(parent)) return false;
    if (!ts.isPropertyAccessExpression(parent)) return isInAnswer(draft, use);
    return !working.test(parent.name.text) && isInAnswer(draft, parent);
  });
}

function isInAnswer(draft: Draft, node: Ts.Node): boolean {
  const { ts } = draft.source;
  for (let at: Ts.Node = node; !ts.isBlock(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isReturnStatement(at)) return true;
    if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression) && answering.test(at.expression.name.text)) return true;
  }
  return false;
}

/** Where a name is used in the block of its declaration. */
function usesOf(draft: Draft, name: Ts.Identifier): readonly Ts.Identifier[] {
  const { ts } = draft.source;
  let block: Ts.Node = name;
  while (!ts.isBlock(block) && !ts.isSourceFile(block)) block = block.parent;
  const found: Ts.Identifier[] = [];
  const visit = (node: Ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

function optionValue(ts: typeof Ts, call: Ts.CallExpression | Ts.NewExpression, option: string): Ts.Expression | undefined {
  const object = call.arguments?.find((a) => ts.isObjectLiteralExpression(a));
  for (const property of object?.properties ?? []) {
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === option) return property.name;
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === option) return property.initializer;
  }
  return undefined;
}

function chainedArgument(project: Project, draft: Draft, ref: RowsRead['ref'], method: string): Ts.Expression | undefined {
  const facts = project.evaluator.facts(ref.file);
  const found = facts && chainOf(facts, ref.call).calls.find(({ name }) => name === method);
  return found && callNode(project, draft, { file: ref.file, call: found.call })?.arguments?.[0];
}

/** What a `const` of the file is made of. */
function constantOf(draft: Draft, use: Ts.Identifier): Ts.Expression | undefined {
  const { ts } = draft.source;
  for (let at: Ts.Node = use; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isBlock(at.parent) && !ts.isSourceFile(at.parent)) continue;
    for (const statement of at.parent.statements) {
      if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
      const own = statement.declarationList.declarations.find(({ name }) => ts.isIdentifier(name) && name.text === use.text);
      if (own?.initializer) return own.initializer;
    }
  }
  return undefined;
}

/** Without a type, or with one that says so, a parameter may be left out. */
function mayBeMissing(draft: Draft, name: Ts.Identifier): boolean {
  return !isTyped(draft.file) || new RegExp(`\\b${inPattern(name.text)}\\?:`).test(draft.source.text);
}
