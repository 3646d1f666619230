import { ts } from '../ts.js';
import type { BindingFact, DeclaredResult, Range, Use, Value } from '../model/facts.js';

/** A binding while its file is being read. */
export interface Binding {
  readonly index: number;
  readonly name: string;
  readonly kind: BindingFact['kind'];
  fn: number;
  readonly values: Value[];
  type?: Value;
  promise?: true;
  number?: true;
  gives?: DeclaredResult;
  using?: true;
  readonly range: Range;
  readonly uses: Use[];
}

type Scope = Map<string, Binding>;

/**
 * Nodes inside of each other. All walks of a file are recursive, and an overflow of the stack cannot be counted on to be caught: where it comes while a regular expression is compiled, V8 ends the process
 * ("RegExpCompiler Allocation failed", Node.js 20.20). The stack bears half as many again.
 */
const deepest = 1000;

/**
 * The lexical scopes of one file. A first walk declares every name in the scope it belongs to (`var` and parameters in
 * the function, everything else in the block), so that a use before the declaration finds it.
 */
export class Scopes {
  readonly bindings: Binding[] = [];
  private readonly byNode = new Map<ts.Node, Scope>();
  private readonly byDeclaration = new Map<ts.Node, Binding>();
  private depth = 0;

  /** @throws {RangeError} for a file that is nested too deeply to be followed */
  constructor(private readonly source: ts.SourceFile) {
    this.declareIn(source, source, source);
  }

  /** The binding that a name declares, by its identifier node. */
  declared(name: ts.Node): Binding | undefined {
    return this.byDeclaration.get(name);
  }

  /** The binding that an identifier refers to; `undefined` for a global. */
  resolve(identifier: ts.Identifier): Binding | undefined {
    let node: ts.Node = identifier;
    for (;;) {
      const found = this.byNode.get(node)?.get(identifier.text);
      if (found !== undefined || ts.isSourceFile(node)) return found;
      node = node.parent;
    }
  }

  private declareIn(node: ts.Node, functionScope: ts.Node, blockScope: ts.Node): void {
    if (++this.depth > deepest) throw new RangeError('nested too deeply');
    ts.forEachChild(node, (child) => this.visit(child, functionScope, blockScope));
    this.depth--;
  }

  private visit(node: ts.Node, functionScope: ts.Node, blockScope: ts.Node): void {
    // Half of all nodes are names and literals, and types declare nothing that a value can refer to.
    if (node.kind <= ts.SyntaxKind.LastToken || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
    if (ts.isVariableDeclaration(node)) {
      const flags = ts.getCombinedNodeFlags(node);
      const isVar = (flags & ts.NodeFlags.BlockScoped) === 0;
      const isConst = (flags & ts.NodeFlags.Const) !== 0 && (flags & ts.NodeFlags.Let) === 0;
      const kind = ts.isCatchClause(node.parent) ? 'catch' : isConst ? 'const' : 'let';
      this.declarePattern(node.name, kind, isVar && kind !== 'catch' ? functionScope : blockScope);
    } else if (ts.isFunctionDeclaration(node) && node.name) this.declare(node.name, 'function', blockScope);
    else if (ts.isClassDeclaration(node) && node.name) this.declare(node.name, 'class', blockScope);
    else if (ts.isInterfaceDeclaration(node)) this.declare(node.name, 'class', blockScope);
    else if (ts.isEnumDeclaration(node) || (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name))) this.declare(node.name, 'const', blockScope);
    else if (ts.isTypeAliasDeclaration(node)) this.declare(node.name, 'const', blockScope);
    else if (ts.isImportClause(node) && node.name) this.declare(node.name, 'import', this.source);
    else if (ts.isNamespaceImport(node) || ts.isImportSpecifier(node) || ts.isImportEqualsDeclaration(node)) this.declare(node.name, 'import', this.source);

    if (hasTypeParameters(node)) for (const { name } of node.typeParameters ?? []) this.declare(name, 'const', node);
    if (ts.isFunctionLike(node)) {
      if ((ts.isFunctionExpression(node)) && node.name) this.declare(node.name, 'function', node);
      for (const parameter of node.parameters) this.declarePattern(parameter.name, 'param', node);
      this.declareIn(node, node, node);
    } else if (ts.isClassExpression(node) && node.name) {
      this.declare(node.name, 'class', node);
      this.declareIn(node, functionScope, node);
    } else if (opensBlock(node)) this.declareIn(node, functionScope, node);
    else this.declareIn(node, functionScope, blockScope);
  }

  private declarePattern(name: ts.BindingName, kind: BindingFact['kind'], scope: ts.Node): void {
    if (ts.isIdentifier(name)) this.declare(name, kind, scope);
    else for (const element of name.elements) if (ts.isBindingElement(element)) this.declarePattern(element.name, kind, scope);
  }

  private declare(name: ts.Node, kind: BindingFact['kind'], node: ts.Node): void {
    if (!ts.isIdentifier(name)) return;
    const scope = this.byNode.get(node) ?? new Map<string, Binding>();
    this.byNode.set(node, scope);
    const known = scope.get(name.text);
    // An overload, a merged declaration, a second `var`: one binding. A class wins over an interface of its name.
    const binding = known ?? { index: this.bindings.length, name: name.text, kind, fn: -1, values: [], range: [name.getStart(this.source), name.end] as const, uses: [] };
    if (!known) {
      scope.set(name.text, binding);
      this.bindings.push(binding);
    }
    this.byDeclaration.set(name, binding);
  }
}

/** A type parameter hides an import of its name. */
function hasTypeParameters(node: ts.Node): node is ts.Node & { readonly typeParameters?: readonly ts.TypeParameterDeclaration[] } {
  return ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function opensBlock(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)
    || ts.isCaseBlock(node) || ts.isCatchClause(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node);
}
