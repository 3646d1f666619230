import type { Collection } from '../analysis/lifetimes/collection.js';
import type { WeakDeparture } from '../analysis/lifetimes/growth.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { Range } from '../model/facts.js';
import type { ts as Ts } from '../ts.js';
import { holdsOpen, isAlive, lruOptions, titleOfLru } from './bound-cache.js';
import { draftOf, type Draft } from './draft.js';
import { brought } from './packages.js';
import { isTyped } from './typed-file.js';

/**
 * Makes an LRUCache of an object of a module that keeps entries by key: `cache[key]` becomes `cache.get(key)`. Empty where something else is done with it, where it is seen from elsewhere, and in TypeScript
 * where what is read is not looked at first, since a cache may have dropped it.
 */
export function boundObject(project: Project, { kind, file, range }: Collection, left: WeakDeparture | undefined): readonly Fix[] {
  const draft = kind === 'object' ? draftOf(project, file) : undefined;
  const declared = draft && declarationOf(draft, range);
  const uses = draft && declared && usesOf(draft, declared);
  const lru = uses && brought(project, draft, 'lru');
  if (!draft || !lru) return [];
  const { tree } = draft.source;
  const { type } = declared;
  draft.replace([type ? declared.name.end : declared.made.getStart(tree), declared.made.end], `${type ? ' = ' : ''}new ${lru.local}${type ?? ''}(${lruOptions(left)})`);
  for (const [at, text] of uses) draft.replace(at, text);
  return draft.fix(titleOfLru(declared.name.text, left), { installs: lru.installs });
}

interface Declared {
  readonly name: Ts.Identifier;
  readonly made: Ts.ObjectLiteralExpression;
  /** `<string, Price>`, of `Record<string, Price>`. */
  readonly type: string | undefined;
}

/** `const prices = {}`, `const prices: Record<string, Price> = {}` */
function declarationOf(draft: Draft, range: Collection['range']): Declared | undefined {
  const { ts, tree } = draft.source;
  const owner = draft.nodeAt(range).parent;
  if (!ts.isVariableDeclaration(owner) || !ts.isIdentifier(owner.name) || !owner.initializer || !ts.isObjectLiteralExpression(owner.initializer) || owner.initializer.properties.length > 0) return undefined;
  const statement = owner.parent.parent;
  const isShown = !ts.isVariableStatement(statement) || statement.parent !== tree || statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
  if (isShown || (owner.parent.flags & ts.NodeFlags.Const) === 0) return undefined;
  if (!owner.type) return isTyped(draft.file) ? undefined : { name: owner.name, made: owner.initializer, type: undefined };
  const [key, value] = ts.isTypeReferenceNode(owner.type) && owner.type.typeName.getText(tree) === 'Record' ? (owner.type.typeArguments ?? []) : [];
  if (!key || !value || isAlive(value.getText(tree))) return undefined;
  return { name: owner.name, made: owner.initializer, type: `<${key.getText(tree)}, ${value.getText(tree)}>` };
}

/** What is written in the place of each use; `undefined` where one has no counterpart, or nothing is added or looked up. */
function usesOf(draft: Draft, { name, made }: Declared): readonly (readonly [Range, string])[] | undefined {
  const { ts, tree } = draft.source;
  const found: (readonly [Range, string])[] = [];
  let [isAdded, isAsked, fits] = [false, false, true];
  const visit = (node: Ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) {
      const use = useOf(draft, node);
      if (use) found.push(...use.edits);
      else fits = false;
      isAdded ||= use?.does === 'add';
      isAsked ||= use?.does === 'ask';
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return fits && isAdded && isAsked && made.properties.length === 0 ? found : undefined;
}

interface Use {
  readonly does: 'add' | 'ask' | 'drop';
  readonly edits: readonly (readonly [Range, string])[];
}

function useOf(draft: Draft, node: Ts.Identifier): Use | undefined {
  const { ts, tree } = draft.source;
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === node) {
    const { left } = parent;
    // `!(key in cache)` needs its parentheses no more.
    const whole = ts.isParenthesizedExpression(parent.parent) && ts.isPrefixUnaryExpression(parent.parent.parent) ? parent.parent : parent;
    return { does: 'ask', edits: [[[whole.getStart(tree), left.getStart(tree)], `${node.text}.has(`], [[left.end, whole.end], ')']] };
  }
  if (!ts.isElementAccessExpression(parent) || parent.expression !== node || parent.questionDotToken || ts.isNumericLiteral(parent.argumentExpression)) return undefined;
  const key = parent.argumentExpression;
  const turned = (method: string): Use['edits'] => [[[node.end, key.getStart(tree)], `.${method}(`], [[key.end, parent.end], ')']];
  const around = parent.parent;
  if (ts.isDeleteExpression(around)) return ts.isExpressionStatement(around.parent) ? { does: 'drop', edits: [[[around.getStart(tree), node.getStart(tree)], ''], ...turned('delete')] } : undefined;
  if (ts.isBinaryExpression(around) && around.left === parent && around.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && around.operatorToken.kind <= ts.SyntaxKind.LastAssignment) {
    const isPlain = around.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isExpressionStatement(around.parent) && !holdsOpen(ts, around.right);
    return isPlain ? { does: 'add', edits: [[[node.end, key.getStart(tree)], '.set('], [[key.end, around.right.getStart(tree)], ', '], [[around.right.end, around.right.end], ')']] } : undefined;
  }
  if (ts.isPostfixUnaryExpression(around) || (ts.isPrefixUnaryExpression(around) && around.operator !== ts.SyntaxKind.ExclamationToken)) return undefined;
  return !isTyped(draft.file) || isLookedAt(ts, parent) ? { does: 'ask', edits: turned('get') } : undefined;
}

/** Whether what is read may be missing where it is read. */
function isLookedAt(ts: typeof Ts, read: Ts.Expression): boolean {
  const { parent } = read;
  if (ts.isVariableDeclaration(parent)) return parent.type === undefined;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isIfStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === read;
  if (ts.isPropertyAccessExpression(parent)) return parent.questionDotToken !== undefined;
  return ts.isBinaryExpression(parent) && parent.left === read && [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken].includes(parent.operatorToken.kind);
}
