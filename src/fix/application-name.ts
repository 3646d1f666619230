import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import { callNode } from './add-property.js';
import type { Draft } from './draft.js';
import { importedFrom } from './imported-from.js';

/** An application that a statement gives a name. */
export interface ApplicationName {
  readonly framework: 'express' | 'fastify' | 'hono';
  readonly name: string;
  /** Where the statement begins. */
  readonly at: number;
  /** An `await` may stand behind it: in an async function, or in a module that is no CommonJS. */
  readonly mayWait: boolean;
}

/** `const app = express()`, `const app = Fastify({…})`, `const app = new Hono()`, also with calls chained to it. */
export function applicationAt(project: Project, draft: Draft, made: CallRef): ApplicationName | undefined {
  const { ts, tree } = draft.source;
  const call = callNode(project, draft, made);
  const statement = call && draft.statementAt(call.getStart(tree));
  if (!call || !statement || !ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  const framework = frameworkOf(draft, call.expression.getText(tree));
  if (!declaration || others.length > 0 || !ts.isIdentifier(declaration.name) || framework === undefined || (framework === 'fastify' && declaration.initializer !== call)) return undefined;
  return { framework, name: declaration.name.text, at: statement.getStart(tree), mayWait: mayWait(draft, statement) };
}

function frameworkOf({ source }: Draft, callee: string): ApplicationName['framework'] | undefined {
  const of = importedFrom(source, callee);
  return of === 'express' || of === 'fastify' || of === 'hono' ? of : undefined;
}

function mayWait({ file, source: { ts, tree } }: Draft, statement: Ts.Node): boolean {
  for (let at = statement.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return ts.canHaveModifiers(at) && ts.getModifiers(at)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true;
  }
  // Only a module that waits already, or can be nothing else, is known to be no CommonJS in the end.
  return file.endsWith('.mjs') || tree.statements.some((s) => /^(?:const \w+ = )?await\b/.test(s.getText(tree)));
}
