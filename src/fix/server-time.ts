import type { ts as Ts } from '../ts.js';
import type { ServerFault } from '../analysis/server-faults.js';
import type { Server } from '../analysis/servers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument } from './add-property.js';
import { draftOf, type Draft } from './draft.js';
import { unusedName } from './names.js';

/** Sets the times that a server lacks: where its library takes them as options there, else as properties of the server behind the call that opens it. */
export function setServerTimes(project: Project, server: Server, faults: readonly ServerFault[]): readonly Fix[] {
  const times = faults.flatMap(({ set }) => (set ? [set] : []));
  const draft = times.length === faults.length ? draftOf(project, server.ref.file) : undefined;
  if (!draft) return [];
  const title = `Set ${times.map(([name, ms]) => `${name} to ${numeral(ms)}`).join(' and ')}`;
  const isWritten = times.every(([name, ms]) => replaced(draft, name, numeral(ms)));
  if (isWritten) return draft.fix(title);
  // Some times are written and some are not: a reader sees better what is meant.
  if (draft.edits.length > 0) return [];
  if (asOptions(project, draft, server, times)) return draft.fix(title);
  const opened = serverName(project, draft, server);
  return opened !== undefined && draft.behind(opened.at, times.map(([name, ms]) => `${opened.name}.${name} = ${numeral(ms)};`).join('\n')) ? draft.fix(title) : [];
}

/** In place of the number that is written for it, where there is one in the file. */
function replaced(draft: Draft, name: string, value: string): boolean {
  const { ts, tree } = draft.source;
  const found: Ts.Expression[] = [];
  const visit = (node: Ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText(tree) === name) found.push(node.initializer);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(node.left) && node.left.name.text === name) found.push(node.right);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const [only, ...others] = found;
  if (!only || others.length > 0 || !/^[\d_\s*]+$/.test(only.getText(tree))) return false;
  draft.replace([only.getStart(tree), only.end], value);
  return true;
}

function asOptions(project: Project, draft: Draft, { maker, entry }: Server, times: readonly (readonly [string, number])[]): boolean {
  if (entry !== 'fastify-server' || maker?.file !== draft.file) return false;
  const call = callNode(project, draft, maker);
  return call !== undefined && setArgument(draft, call, 0, Object.fromEntries(times.map(([name, ms]) => [name, numeral(ms)])));
}

/** What the statement that opens a server calls it: as it is, or as it is given a name. */
export function serverName(project: Project, draft: Draft, { ref, entry }: Pick<Server, 'ref' | 'entry'>): { readonly name: string; readonly at: number } | undefined {
  const { ts, tree } = draft.source;
  const call = callNode(project, draft, ref);
  const statement = call && draft.statementAt(call.getStart(tree));
  if (!call || !statement || !ts.isPropertyAccessExpression(call.expression) || !/^(?:express|node-http|connect|polka|koa|nest)-server$/.test(entry)) return undefined;
  const at = statement.getStart(tree);
  const whole = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const { parent } = whole;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && parent.parent.parent === statement) return { name: parent.name.text, at };
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(parent.left) && parent.parent === statement) return { name: parent.left.text, at };
  if (parent !== statement || !ts.isExpressionStatement(statement)) return undefined;
  // `server.listen()` gives the server itself.
  if (entry === 'node-http-server' && ts.isIdentifier(call.expression.expression)) return { name: call.expression.expression.text, at };
  const name = unusedName(draft, ['server', 'httpServer']);
  if (name === undefined) return undefined;
  draft.insert(at, `const ${name} = `);
  return { name, at };
}

/** `65_000` */
function numeral(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, '_');
}
