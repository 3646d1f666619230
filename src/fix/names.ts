import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';

/** The first of some names that a file uses for nothing; `undefined` where it uses all of them. Properties of objects take no name. */
export function unusedName({ source: { tree, ts } }: Draft, names: readonly string[]): string | undefined {
  const used = new Set<string>();
  const visit = (node: Ts.Node): void => {
    if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names.find((name) => !used.has(name));
}
