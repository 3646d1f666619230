import type { Range } from '../../model/facts.js';
import type { TypeOrigin } from './type-oracle.js';

/** What is needed of a syntax node, through its own methods: `SyntaxKind` numbers differ between compilers. */
export interface NodeLike {
  getStart(): number;
  getEnd(): number;
  forEachChild(visit: (child: NodeLike) => unknown): unknown;
  readonly expression?: NodeLike;
}

export interface TypeLike {
  readonly aliasSymbol?: SymbolLike | undefined;
  /** The parts of a union or an intersection. */
  readonly types?: readonly TypeLike[];
  /** The class or interface that a type with arguments, such as `Result<string>`, is made of. Only that has base types. */
  readonly target?: TypeLike;
  getSymbol(): SymbolLike | undefined;
  getProperty(name: string): SymbolLike | undefined;
  isUnion(): boolean;
  isIntersection(): boolean;
  getBaseTypes(): readonly TypeLike[] | undefined;
  getCallSignatures(): readonly { getReturnType(): TypeLike }[];
}

interface SymbolLike {
  readonly name: string;
  readonly declarations?: readonly { getSourceFile(): { readonly fileName: string } }[] | undefined;
}

/** What is needed of a type checker, of any TypeScript from 5.0 on. */
export interface CheckerLike {
  getTypeAtLocation(node: NodeLike): TypeLike;
  getNonNullableType(type: TypeLike): TypeLike;
  getContextualType(node: NodeLike): TypeLike | undefined;
  getBaseConstraintOfType(type: TypeLike): TypeLike | undefined;
  getTypeArguments(type: TypeLike): readonly TypeLike[];
  isArrayType(type: TypeLike): boolean;
  isTupleType(type: TypeLike): boolean;
  typeToString(type: TypeLike): string;
}

/** Package and type of the receiver of the call at `range`. Undefined where the type is no package's. */
export function receiverType(source: NodeLike, checker: CheckerLike, range: Range): TypeOrigin | undefined {
  const receiver = callAt(source, range)?.expression?.expression;
  const type = receiver && typeAt(checker, receiver);
  if (!type) return undefined;
  for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
    const name = file === undefined ? undefined : packageOf(file);
    if (symbol && name !== undefined) return { package: name, type: symbol.name };
  }
  return undefined;
}

/** A checker of another TypeScript may fail on code that is half written: then the types are unknown, as they are without one. */
export function typeAt(checker: CheckerLike, receiver: NodeLike): TypeLike | undefined {
  try {
    return checker.getNonNullableType(checker.getTypeAtLocation(receiver));
  } catch {
    return undefined;
  }
}

/** The outermost node at exactly this place that has a callee. */
function callAt(node: NodeLike, range: Range): NodeLike | undefined {
  return nodeAt(node, range, (child) => child.expression?.expression !== undefined);
}

/** The outermost node at exactly this place that is `wanted`. */
export function nodeAt(node: NodeLike, [start, end]: Range, wanted: (node: NodeLike) => boolean): NodeLike | undefined {
  let found: NodeLike | undefined;
  const visit = (child: NodeLike): void => {
    if (found || child.getStart() > start || child.getEnd() < end) return;
    if (child.getStart() === start && child.getEnd() === end && wanted(child)) found = child;
    else child.forEachChild(visit);
  };
  node.forEachChild(visit);
  return found;
}

/** `pg` of `/app/node_modules/@types/pg/index.d.ts`: types of DefinitelyTyped stand for the package they describe. */
export function packageOf(fileName: string): string | undefined {
  const match = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(fileName);
  const name = match?.[1]?.replaceAll('\\', '/');
  if (name === undefined || !name.startsWith('@types/')) return name;
  const typed = name.slice('@types/'.length);
  return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}
