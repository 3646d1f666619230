import { ts } from '../../ts.js';
import type { BindingFact, DeclaredResult, Value } from '../../model/facts.js';
import type { FactsDraft } from './draft.js';

/**
 * The named type that an annotation comes down to, as a value that leads to its declaration: `Pool`, `pg.Pool`,
 * `Promise<Redis>`, `Redis | null`. `undefined` where it has no single name.
 */
export function typeValue(draft: FactsDraft, node: ts.TypeNode): Value | undefined {
  if (ts.isTypeReferenceNode(node)) return referenceValue(draft, node);
  if (ts.isExpressionWithTypeArguments(node)) return expressionValue(draft, node.expression);
  if (node.kind === ts.SyntaxKind.StringKeyword) return { is: 'global', name: 'string' };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { is: 'global', name: 'boolean' };
  if (ts.isParenthesizedTypeNode(node)) return typeValue(draft, node.type);
  if (isFinite(node)) return { is: 'global', name: 'keyof' };
  if (ts.isUnionTypeNode(node)) {
    const named = node.types.filter((t) => t.kind !== ts.SyntaxKind.UndefinedKeyword && !(ts.isLiteralTypeNode(t) && t.literal.kind === ts.SyntaxKind.NullKeyword));
    return named.length === 1 && named[0] ? typeValue(draft, named[0]) : undefined;
  }
  return undefined;
}

/** A type that has only the values that stand in the code: `'a' | 'b'`, `keyof typeof limits`, `(typeof kinds)[number]`. */
function isFinite(node: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(node)) return isFinite(node.type);
  if (ts.isUnionTypeNode(node)) return node.types.every((t) => isFinite(t) || t.kind === ts.SyntaxKind.UndefinedKeyword) && node.types.some(isFinite);
  if (ts.isLiteralTypeNode(node)) return true;
  if (ts.isTypeOperatorNode(node)) return node.operator === ts.SyntaxKind.KeyOfKeyword && (ts.isTypeQueryNode(node.type) || ts.isTypeReferenceNode(node.type));
  const of = ts.isIndexedAccessTypeNode(node) ? node.objectType : undefined;
  return of !== undefined && ts.isTypeQueryNode(ts.isParenthesizedTypeNode(of) ? of.type : of);
}

function referenceValue(draft: FactsDraft, node: ts.TypeReferenceNode): Value | undefined {
  const [first] = node.typeArguments ?? [];
  const wraps = ts.isIdentifier(node.typeName) && ['Promise', 'Readonly', 'Partial', 'Required'].includes(node.typeName.text);
  if (wraps && first) return typeValue(draft, first);
  // `Repository<User>` is as good as `Repository`.
  return nameValue(draft, node.typeName);
}

/** `implements Users`, `extends ports.Users`. */
function expressionValue(draft: FactsDraft, node: ts.Expression): Value | undefined {
  if (ts.isIdentifier(node)) return nameValue(draft, node);
  const of = ts.isPropertyAccessExpression(node) ? expressionValue(draft, node.expression) : undefined;
  return of && ts.isPropertyAccessExpression(node) ? { is: 'member', of, name: node.name.text } : undefined;
}

/** The value that a name in a type, or in `import x = a.b`, leads to. */
export function nameValue(draft: FactsDraft, name: ts.EntityName): Value {
  if (ts.isQualifiedName(name)) return { is: 'member', of: nameValue(draft, name.left), name: name.right.text };
  const binding = draft.scopes.resolve(name);
  return binding ? { is: 'ref', to: binding.index } : { is: 'global', name: name.text };
}

/** What an annotation says of the name that carries it. */
export function annotation(draft: FactsDraft, node: ts.TypeNode): Pick<BindingFact, 'type' | 'number' | 'promise' | 'gives'> {
  const type = typeValue(draft, node);
  return { ...(type && { type }), ...(isNumeric(node) && { number: true as const }), ...(resultOf(node) === 'promise' && { promise: true as const }), ...(ts.isFunctionTypeNode(node) && declaredResult(node.type)) };
}

/** `number`, `number | null`, `bigint`. */
function isNumeric(node: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(node)) return isNumeric(node.type);
  if (ts.isArrayTypeNode(node)) return isNumeric(node.elementType);
  if (ts.isUnionTypeNode(node)) return node.types.some(isNumeric) && node.types.every((t) => isNumeric(t) || isNothing(t));
  return node.kind === ts.SyntaxKind.NumberKeyword || node.kind === ts.SyntaxKind.BigIntKeyword;
}

function isNothing(node: ts.TypeNode): boolean {
  return node.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword);
}

/** What a function says that it gives; nothing where the type is a name of the project, behind which anything may stand. */
export function declaredResult(node: ts.TypeNode | undefined): { readonly gives?: DeclaredResult } {
  const gives = node && resultOf(node);
  return gives ? { gives } : {};
}

/** `PromiseLike` is not among them: builders of queries are, and start only when somebody awaits them. */
const promiseNames = new Set(['Promise', 'Bluebird']);

function resultOf(node: ts.TypeNode): DeclaredResult | undefined {
  if (ts.isParenthesizedTypeNode(node)) return resultOf(node.type);
  if (ts.isUnionTypeNode(node)) {
    const parts = new Set(node.types.map(resultOf));
    if (parts.size === 1) return [...parts][0];
    return parts.has('promise') || parts.has('maybe') ? 'maybe' : undefined;
  }
  if (ts.isTypeReferenceNode(node)) return ts.isIdentifier(node.typeName) && promiseNames.has(node.typeName.text) ? 'promise' : undefined;
  return ts.isTypeLiteralNode(node) || node.kind === ts.SyntaxKind.AnyKeyword || node.kind === ts.SyntaxKind.UnknownKeyword || ts.isTypeQueryNode(node) || ts.isIndexedAccessTypeNode(node) || ts.isConditionalTypeNode(node) || ts.isImportTypeNode(node) || ts.isIntersectionTypeNode(node) ? undefined : 'other';
}
