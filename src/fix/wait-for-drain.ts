import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { draftOf, type Draft } from './draft.js';

/** For how long a write waits for room. Milliseconds. */
const longestWait = '30_000';

/** Waits after a write that filled the stream: in the loop of an async function, or by pausing what the piece came from. */
export function waitForDrain(project: Project, ref: CallRef): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || !draft.source.ts.isPropertyAccessExpression(call.expression)) return [];
  const { ts, tree } = draft.source;
  const stream = call.expression.expression.getText(tree);
  const owner = functionOf(draft, call);
  if (!owner || !/^[\w$.]+$/.test(stream)) return [];
  const whole = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const isStatement = ts.isExpressionStatement(whole.parent);
  const source = sourceOf(draft, owner);
  if (source !== undefined) {
    const code = `if (!${draft.text([call.getStart(tree), call.end])}) {\n  ${source}.pause();\n  ${stream}.once('drain', () => ${source}.resume());\n}`;
    if (isStatement) draft.replace([whole.parent.getStart(tree), whole.parent.end], code);
    else if (owner.body === call) draft.replace([call.getStart(tree), call.end], `{\n  ${code.replaceAll('\n', '\n  ')}\n}`);
    else return [];
    return draft.fix(`Pause ${source} until there is room`);
  }
  if (!isStatement || !owner.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) return [];
  const once = draft.import({ from: 'node:events', name: 'once' });
  draft.replace([whole.parent.getStart(tree), whole.parent.end], `if (!${draft.text([call.getStart(tree), call.end])}) await ${once}(${stream}, 'drain', { signal: AbortSignal.timeout(${longestWait}) });`);
  return draft.fix('Wait until there is room, for 30 s at most');
}

type Owner = Ts.ArrowFunction | Ts.FunctionExpression | Ts.FunctionDeclaration | Ts.MethodDeclaration;

function functionOf({ source: { ts } }: Draft, node: Ts.Node): Owner | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isArrowFunction(at) || ts.isFunctionExpression(at) || ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) return at;
  }
  return undefined;
}

/** `source` of `source.on('data', listener)`. */
function sourceOf({ source: { ts, tree } }: Draft, listener: Owner): string | undefined {
  const call = listener.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'on' || !ts.isIdentifier(call.expression.expression)) return undefined;
  const [event] = call.arguments;
  return event && ts.isStringLiteral(event) && event.text === 'data' ? call.expression.expression.getText(tree) : undefined;
}
