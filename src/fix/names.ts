import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';

/** The first of some names that nothing uses in a file, or within a node of it; `undefined` where all are used. Properties of objects take no name. */
export function unusedName({ source: { tree, ts } }: Draft, names: readonly string[], within: Ts.Node = tree): string | undefined {
  const used = new Set<string>();
  const visit = (node: Ts.Node): void => {
    if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(within);
  return names.find((name) => !used.has(name));
}
