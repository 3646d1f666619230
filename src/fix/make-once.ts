import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { declareBehindImports } from './behind-imports.js';
import { draftOf, type Draft } from './draft.js';
import { importedFrom } from './imported-from.js';
import { inPattern } from './in-pattern.js';
import { unusedName } from './names.js';

/** Moves `const name = new Client(…)` out of a function to the top of its module. Empty where it is made of something that is not there, or is closed in the function. */
export function makeOnce(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call) return [];
  const { ts, tree } = draft.source;
  const { parent } = call;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !ts.isVariableDeclarationList(parent.parent) || !ts.isVariableStatement(parent.parent.parent) || parent.parent.declarations.length !== 1) return [];
  const statement = parent.parent.parent;
  const name = parent.name.text;
  if (!namesIn(draft, call).every((one) => isThere(draft, one)) || isClosed(draft, statement.parent, name)) return [];
  if (unusedName(draft, [name], tree) === undefined && isUsedElsewhere(draft, statement.parent, name)) return [];
  if (!declareBehindImports(draft, draft.text([statement.getStart(tree), statement.end]))) return [];
  const { text } = draft.source;
  const lineStart = text.lastIndexOf('\n', statement.getStart(tree)) + 1;
  const lineEnd = text.indexOf('\n', statement.end);
  if (lineEnd < 0 || text.slice(lineStart, statement.getStart(tree)).trim() !== '' || text.slice(statement.end, lineEnd).replace(/\/\/.*/, '').trim() !== '') return [];
  draft.edits.push({ file: draft.file, start: lineStart, end: lineEnd + 1, text: '' });
  return draft.fix(`Make ${name} once, for all requests`);
}

function namesIn({ source: { ts } }: Draft, root: Ts.Node): readonly string[] {
  const found: string[] = [];
  const visit = (node: Ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node)) found.push('this');
    if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Imported, or of the platform. */
function isThere({ source }: Draft, name: string): boolean {
  return /^(?:process|Number|String|Boolean|Math|undefined|URL|globalThis)$/.test(name) || importedFrom(source, name) !== undefined;
}

function isClosed({ source: { tree } }: Draft, block: Ts.Node, name: string): boolean {
  return new RegExp(`(?<![\\w$])${inPattern(name)}\\.(?:close|end|quit|destroy|disconnect|release|\\$disconnect|connect|on|once)\\(|return ${inPattern(name)}\\b`).test(block.getText(tree));
}

function isUsedElsewhere({ source: { tree, ts } }: Draft, block: Ts.Node, name: string): boolean {
  let found = false;
  const visit = (node: Ts.Node): void => {
    if (node === block) return;
    if (ts.isIdentifier(node) && node.text === name && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) found = true;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
